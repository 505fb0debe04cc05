package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Fingerprint;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vectors in docs/FORMAT.md, made by an independent implementation, are what this one computes. */
class FormatDocumentTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static List<String> block(String name) throws IOException {
        String text = Files.readString(Path.of("../docs/FORMAT.md"));
        int start = text.indexOf("```" + name + "\n") + name.length() + 4;
        List<String> lines =
                text.substring(start, text.indexOf("```", start)).lines().toList();
        assertThat(lines).isNotEmpty();
        return lines;
    }

    private static Column column(String name, ColumnType type) {
        return new Column(name, type, "", true, Column.Generation.NONE, false);
    }

    private static ColumnType type(String text) {
        return text.startsWith("array of ")
                ? ColumnType.arrayOf(type(text.substring(9)))
                : ColumnType.of(TypeKind.ofCanonicalName(text));
    }

    @Test
    void digestsAreThePublishedOnes() throws IOException {
        for (String line : block("digest-vectors")) {
            JsonNode vector = JSON.readTree(line);
            List<Column> columns = new ArrayList<>();
            vector.get("columns")
                    .forEach(c -> columns.add(
                            column(c.get(0).asString(), type(c.get(1).asString()))));
            RowDigest all = new RowDigest("t", columns);
            RowDigest other = new RowDigest("t", columns);
            RowDigest current = all;
            RecordBuffer record = new RecordBuffer();
            for (JsonNode row : vector.get("rows")) {
                record.clear();
                row.forEach(f -> add(record, f));
                current.accept(record);
                current = other;
            }
            all.add(other);
            assertThat(all.hex())
                    .as(vector.get("what").asString())
                    .isEqualTo(vector.get("digest").asString());
            assertThat(all.rows()).isEqualTo(vector.get("rows").size());
        }
    }

    private static void add(RecordBuffer record, JsonNode field) {
        if (field.isNull()) {
            record.addNull();
        } else {
            record.add(field.asString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void jsonHasThePublishedDigestForm() throws IOException {
        for (String line : block("json-vectors")) {
            JsonNode vector = JSON.readTree(line);
            byte[] json = vector.get("json").asString().getBytes(StandardCharsets.UTF_8);
            RecordBuffer out = new RecordBuffer();
            assertThat(new JsonForm().append(json, 0, json.length, out)).isTrue();
            out.endField();
            assertThat(out.text(0)).isEqualTo(vector.get("form").asString());
        }
    }

    @Test
    void theFingerprintIsThePublishedOne() throws IOException {
        TableName tenants = new TableName("public", "tenants");
        TableName orders = new TableName("public", "Orders");
        ForeignKey key = new ForeignKey(
                "any", orders, List.of("tenant"), tenants, List.of("id"), ForeignKey.Enforcement.DEFERRABLE);
        Column id =
                new Column("id", ColumnType.of(TypeKind.TEXT, 40), "varchar(40)", false, Column.Generation.NONE, false);
        Column computed =
                new Column("key", ColumnType.of(TypeKind.TEXT), "text", true, Column.Generation.COMPUTED, true);
        Schema schema = Schema.of(List.of(
                table(tenants, List.of(computed, id), List.of("id"), List.of(), List.of()),
                table(
                        orders,
                        List.of(
                                new Column(
                                        "tenant",
                                        ColumnType.of(TypeKind.TEXT, 40),
                                        "x",
                                        false,
                                        Column.Generation.NONE,
                                        false),
                                column("paid", ColumnType.decimal(10, 2)),
                                new Column(
                                        "Id",
                                        ColumnType.of(TypeKind.INTEGER, 64),
                                        "y",
                                        false,
                                        Column.Generation.IDENTITY_ALWAYS,
                                        true),
                                column("tags", ColumnType.arrayOf(ColumnType.of(TypeKind.TEXT)))),
                        List.of("tenant", "Id"),
                        List.of(List.of("paid")),
                        List.of(key))));
        List<String> lines = block("fingerprint-vector");
        assertThat("sha256 " + Fingerprint.of(schema)).isEqualTo(lines.get(lines.size() - 1));
    }

    private static Table table(
            TableName name,
            List<Column> columns,
            List<String> primary,
            List<List<String>> unique,
            List<ForeignKey> keys) {
        return new Table(name, columns, primary, unique, keys, List.of(), List.of(), 5, 6);
    }
}
