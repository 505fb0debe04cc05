package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs that know nothing of Decant read the same rows out of an archive. */
class OtherReadersTest {
    @TempDir
    private Path folder;

    private static List<List<String>> query(Connection connection, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource
    void duckDbReadsEveryFieldAsItWas(Compression compression) throws SQLException {
        Path out = folder.resolve("a");
        Manifest manifest = Fixture.write(out, new WriterOptions(150, compression, false));
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            for (ManifestTable table : manifest.included()) {
                String source = DuckDbScript.source(table).replace("'data/", "'" + out + "/data/");
                assertThat(query(duck, "SELECT * FROM " + source))
                        .as(table.name().name())
                        .isEqualTo(Fixture.rows().get(table.name()));
            }
        }
    }

    @Test
    void theDuckDbScriptMakesTablesOfTheRightTypes() throws SQLException, IOException {
        Path out = folder.resolve("a");
        Fixture.write(out, new WriterOptions(150, Compression.GZIP, false));
        String script = Files.readString(out.resolve("load/duckdb.sql")).replace("'data/", "'" + out + "/data/");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(script);
            assertThat(
                            query(
                                    duck,
                                    "SELECT \"Id\" + 1, \"Total\" * 2, octet_length(blob), epoch_ms(placed) FROM \"Orders\" WHERE \"Id\" = 1"))
                    .containsExactly(List.of("2", "21.00", "2", "1710167890123"));
            assertThat(query(duck, "SELECT count(*) FROM \"order lines\"")).containsExactly(List.of("4"));
        }
    }

    /** The rules of specs.frictionlessdata.io (v1) for what is used of it, by hand. */
    @ParameterizedTest
    @EnumSource
    void theDescriptorIsADataPackage(Compression compression) throws IOException {
        Path out = folder.resolve("a");
        Manifest manifest = Fixture.write(out, new WriterOptions(150, compression, false));
        JsonNode json = JsonMapper.shared().readTree(Files.readString(out.resolve("datapackage.json")));
        assertThat(json.get("name").asString()).matches("[a-z0-9._-]+");
        assertThat(json.get("resources").size()).isEqualTo(manifest.included().size());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < manifest.included().size(); i++) {
            checkResource(out, json.get("resources").get(i), manifest.included().get(i));
            names.add(json.get("resources").get(i).get("name").asString());
        }
        assertThat(names).doesNotHaveDuplicates();
        JsonNode lines = json.get("resources").get(names.indexOf("order_lines")).get("schema");
        assertThat(lines.get("primaryKey").toString()).isEqualTo("[\"order\",\"no\"]");
        assertThat(lines.get("foreignKeys").toString())
                .isEqualTo("[{\"fields\":[\"order\"],\"reference\":{\"resource\":\"orders\",\"fields\":[\"Id\"]}}]");
        JsonNode orders = json.get("resources").get(names.indexOf("orders")).get("schema");
        assertThat(orders.get("foreignKeys")
                        .get(1)
                        .get("reference")
                        .get("resource")
                        .asString())
                .isEmpty();
    }

    private static void checkResource(Path out, JsonNode resource, ManifestTable table) throws IOException {
        assertThat(resource.get("name").asString()).matches("[a-z0-9._-]+");
        JsonNode path = resource.get("path");
        List<String> paths = new ArrayList<>();
        if (path.isArray()) {
            path.forEach(p -> paths.add(p.asString()));
        } else {
            paths.add(path.asString());
        }
        assertThat(paths)
                .isEqualTo(table.parts().stream().map(p -> p.file().path()).toList());
        long bytes = 0;
        for (String file : paths) {
            bytes += Files.size(out.resolve(file));
        }
        assertThat(resource.get("bytes").longValue()).isEqualTo(bytes);
        if (paths.size() == 1) {
            assertThat(resource.get("hash").asString())
                    .isEqualTo("sha256:" + Hashes.sha256(Files.readAllBytes(out.resolve(paths.get(0)))));
        }
        JsonNode schema = resource.get("schema");
        assertThat(schema.get("missingValues").toString()).isEqualTo("[\"\"]");
        List<String> fields = new ArrayList<>();
        schema.get("fields").forEach(f -> {
            fields.add(f.get("name").asString());
            assertThat(f.get("type").asString())
                    .isIn(
                            "string",
                            "number",
                            "integer",
                            "boolean",
                            "object",
                            "array",
                            "date",
                            "time",
                            "datetime",
                            "duration",
                            "any");
        });
        assertThat(fields)
                .isEqualTo(table.table().columns().stream().map(c -> c.name()).toList());
    }
}
