package io.decant.bench.peer;

import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemWriterBuilder;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Takes a tenant's rows out by Spring Batch: a step a table, from a cursor into a flat file. */
public final class BatchExport {
    private BatchExport() {}

    /** Arguments as {@link Task} says. */
    public static void main(String... words) throws Exception {
        Task task = Task.of(words);
        Files.createDirectories(task.folder());
        JobRepository repository = new ResourcelessJobRepository();
        DriverManagerDataSource database = new DriverManagerDataSource(task.url(), task.user(), "");
        List<Step> steps = new ArrayList<>();
        for (Task.Table table : task.tables()) {
            steps.add(step(repository, database, task, table));
        }
        BatchJob.run(repository, steps);
    }

    private static Step step(JobRepository repository, DriverManagerDataSource database, Task task, Task.Table table)
            throws SQLException {
        var reader = new JdbcCursorItemReaderBuilder<@Nullable String[]>()
                .name("read " + table.name())
                .dataSource(database)
                .connectionAutoCommit(false)
                .verifyCursorPosition(false)
                .fetchSize(BatchJob.CHUNK)
                .sql(task.select(table))
                .queryArguments(task.tenant())
                .rowMapper(new Texts(task.database()))
                .build();
        String header = header(database, task, table);
        var writer = new FlatFileItemWriterBuilder<@Nullable String[]>()
                .name("write " + table.name())
                .resource(new FileSystemResource(task.file(table)))
                .headerCallback(out -> out.write(header))
                .lineAggregator(BatchExport::line)
                .build();
        return new StepBuilder(table.name(), repository)
                .<@Nullable String[], @Nullable String[]>chunk(BatchJob.CHUNK)
                .reader(reader)
                .writer(writer)
                .build();
    }

    private static String header(DriverManagerDataSource database, Task task, Task.Table table) throws SQLException {
        try (var connection = database.getConnection()) {
            return TargetTable.read(connection, task.database(), table.name()).columns().stream()
                    .map(TargetTable.Column::name)
                    .collect(Collectors.joining(","));
        }
    }

    /** Of one result set. */
    private static final class Texts implements RowMapper<@Nullable String[]> {
        private final Database database;
        private @Nullable SourceRow source;

        Texts(Database database) {
            this.database = database;
        }

        @Override
        public @Nullable String[] mapRow(ResultSet row, int number) throws SQLException {
            if (source == null) {
                source = new SourceRow(row, database);
            }
            @Nullable String[] fields = new @Nullable String[source.size()];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = source.text(i);
            }
            return fields;
        }
    }

    /** Spring Batch's own aggregator does not double the quotes within a field. */
    private static String line(@Nullable String[] fields) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < fields.length; i++) {
            line.append(i == 0 ? "" : ",").append(quoted(fields[i]));
        }
        return line.toString();
    }

    private static String quoted(@Nullable String field) {
        if (field == null) {
            return "";
        }
        boolean plain = !field.isEmpty()
                && field.indexOf('"') < 0
                && field.indexOf(',') < 0
                && field.indexOf('\n') < 0
                && field.indexOf('\r') < 0;
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
