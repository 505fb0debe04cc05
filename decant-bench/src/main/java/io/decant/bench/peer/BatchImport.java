package io.decant.bench.peer;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.separator.DefaultRecordSeparatorPolicy;
import org.springframework.batch.infrastructure.item.file.transform.DelimitedLineTokenizer;
import org.springframework.batch.infrastructure.item.file.transform.FieldSet;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Puts CSV files into their tables by Spring Batch: a step a table, from a flat file in JDBC batches, a commit each. */
public final class BatchImport {
    private BatchImport() {}

    /** Arguments as {@link Task} says; the tenant is not looked at. */
    public static void main(String... words) throws Exception {
        Task task = Task.of(words);
        JobRepository repository = new ResourcelessJobRepository();
        var database = new SingleConnectionDataSource(task.urlForLoading(), task.user(), "", true);
        List<Step> steps = new ArrayList<>();
        for (Task.Table table : task.tables()) {
            steps.add(step(repository, database, task, table));
        }
        BatchJob.run(repository, steps);
        database.destroy();
    }

    private static Step step(JobRepository repository, SingleConnectionDataSource database, Task task, Task.Table table)
            throws SQLException {
        TargetTable target;
        try (var connection = database.getConnection()) {
            target = TargetTable.read(connection, task.database(), table.name());
        }
        var reader = new FlatFileItemReaderBuilder<FieldSet>()
                .name("read " + table.name())
                .resource(new FileSystemResource(task.file(table)))
                .encoding("UTF-8")
                .linesToSkip(1)
                .comments()
                .recordSeparatorPolicy(new DefaultRecordSeparatorPolicy())
                .lineTokenizer(new DelimitedLineTokenizer())
                .fieldSetMapper(fields -> fields)
                .build();
        var writer = new JdbcBatchItemWriterBuilder<FieldSet>()
                .dataSource(database)
                .sql(target.insert())
                .assertUpdates(false)
                .itemPreparedStatementSetter((fields, insert) -> {
                    for (int i = 0; i < fields.getFieldCount(); i++) {
                        target.bind(insert, i, fields.readRawString(i));
                    }
                })
                .build();
        writer.afterPropertiesSet();
        return new StepBuilder(table.name(), repository)
                .<FieldSet, FieldSet>chunk(BatchJob.CHUNK)
                .transactionManager(new JdbcTransactionManager(database))
                .reader(reader)
                .writer(writer)
                .build();
    }
}
