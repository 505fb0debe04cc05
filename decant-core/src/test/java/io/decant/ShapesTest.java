package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.plan.TestSchemas;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSource;
import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.testing.Shape;
import io.decant.testing.TestProduct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Exports every tenant of every example of docs/MODEL.md, and of more than a document should hold, from real databases. */
class ShapesTest {
    private static final Pattern TABLE = Pattern.compile("([^\\s(]+)\\(([^)]*)\\)");
    private static final String ONLY = System.getProperty("decant.shape", "");

    @TempDir
    Path folder;

    static Stream<Arguments> shapes() {
        return Stream.of(Path.of("..", "docs", "MODEL.md"), Path.of("src", "test", "resources", "shapes.md"))
                .flatMap(file -> Shape.in(file).stream())
                .filter(shape -> shape.title().contains(ONLY))
                .flatMap(shape -> TestProduct.always().stream()
                        .filter(shape::runsOn)
                        .map(product -> Arguments.of(shape, product)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("shapes")
    void whatLeavesIsWhatIsWritten(Shape shape, TestProduct product) throws Exception {
        Schema schema = TestSchemas.schema(shape.block("schema"));
        DataSource source = product.newDatabase(folder);
        try (Connection connection = source.getConnection()) {
            ShapeDatabase database = new ShapeDatabase(product, schema);
            database.create(connection);
            database.fill(connection, shape.rows());
        }
        TenantModel model = ModelReader.read(shape.block("yaml"), "decant.yaml");
        for (Map.Entry<String, String> said : shape.leaves().entrySet()) {
            Path archive = Files.createTempDirectory(folder, "out");
            if (said.getKey().endsWith(" refused")) {
                TenantKey tenant =
                        tenant(said.getKey().substring(0, said.getKey().length() - " refused".length()));
                assertThatThrownBy(() -> export(source, model, tenant, archive))
                        .isInstanceOfSatisfying(
                                DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_REFUSED))
                        .hasMessageContaining(said.getValue());
            } else {
                ExportReport report = export(source, model, tenant(said.getKey()), archive);
                shape.notes().forEach(note -> assertThat(report.notes()).anyMatch(n -> n.contains(note)));
                assertThat(new Verifier(Progress.NONE).verify(archive).findings())
                        .as(said.getKey())
                        .isEmpty();
                assertThat(rows(archive)).as(said.getKey()).isEqualTo(expected(said.getValue()));
            }
        }
        product.drop(source);
    }

    private static ExportReport export(DataSource source, TenantModel model, TenantKey tenant, Path archive) {
        return new Exporter(source, model).export(tenant, archive, ExportOptions.DEFAULT.withJobs(2), Progress.NONE);
    }

    private static TenantKey tenant(String text) {
        return TenantKey.of(text.split("/", -1));
    }

    private static Map<String, Set<String>> expected(String line) {
        Map<String, Set<String>> rows = new TreeMap<>();
        Matcher table = TABLE.matcher(line);
        while (table.find()) {
            rows.put(
                    table.group(1),
                    Arrays.stream(table.group(2).split(",", -1))
                            .map(String::strip)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return rows;
    }

    private static Map<String, Set<String>> rows(Path archive) {
        Map<String, Set<String>> rows = new TreeMap<>();
        try (Archive opened = Archive.open(archive)) {
            for (ManifestTable table : opened.manifest().included()) {
                RecordBuffer record = new RecordBuffer();
                try (RecordSource records = opened.records(table)) {
                    while (records.next(record)) {
                        rows.computeIfAbsent(table.name().name(), t -> new TreeSet<>())
                                .add(name(table.table(), record));
                    }
                }
            }
        }
        return rows;
    }

    private static String name(Table table, RecordBuffer record) {
        List<String> key = table.primaryKey();
        List<String> names = new ArrayList<>();
        for (int field = 0; field < table.columns().size(); field++) {
            Column column = table.columns().get(field);
            if (key.isEmpty() ? field == 0 : key.contains(column.name())) {
                names.add(
                        switch (column.type().kind()) {
                            case BYTES ->
                                HexFormat.of().formatHex(Base64.getDecoder().decode(record.text(field)));
                            default -> record.text(field);
                        });
            }
        }
        return String.join("/", names);
    }
}
