package io.decant.dialect;

import io.decant.schema.TypeKind;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteContractTest extends DialectContract {
    @TempDir
    private Path folder;

    @Override
    DataSource emptyDatabase() {
        return TestDatabase.at("jdbc:sqlite:" + folder.resolve("test.db") + "?journal_mode=WAL&synchronous=OFF");
    }

    @Override
    Map<TypeKind, String> declarations() {
        Map<TypeKind, String> types = new EnumMap<>(TypeKind.class);
        types.put(TypeKind.BOOLEAN, "BOOLEAN");
        types.put(TypeKind.INTEGER, "BIGINT");
        types.put(TypeKind.DECIMAL, "DECIMAL(10,2)");
        types.put(TypeKind.FLOAT64, "REAL");
        types.put(TypeKind.TEXT, "TEXT");
        types.put(TypeKind.BYTES, "BLOB");
        types.put(TypeKind.UUID, "UUID");
        types.put(TypeKind.DATE, "DATE");
        types.put(TypeKind.TIME, "TIME");
        types.put(TypeKind.TIMESTAMP, "DATETIME");
        types.put(TypeKind.TIMESTAMPTZ, "TIMESTAMPTZ");
        types.put(TypeKind.TIMESTAMPOFFSET, "DATETIMEOFFSET");
        types.put(TypeKind.JSON, "JSON");
        return types;
    }

    @Override
    Map<TypeKind, List<String>> refusals() {
        return Map.of(
                TypeKind.INTEGER, List.of("9223372036854775808", "-9223372036854775809", "1.5"),
                TypeKind.DECIMAL, List.of("12345678901234567.89", "9223372036854775809", "NaN"),
                TypeKind.FLOAT64, List.of("-0", "NaN"),
                TypeKind.JSON, List.of("1.50", " 5 "),
                TypeKind.BOOLEAN, List.of("yes"));
    }

    @Override
    String identity() {
        return "INTEGER PRIMARY KEY AUTOINCREMENT";
    }

    @Override
    String schemaName() {
        return "main";
    }

    @Override
    String[] triggers() {
        return new String[] {
            "CREATE TRIGGER on_insert AFTER INSERT ON watched BEGIN DELETE FROM log; END",
            "CREATE TRIGGER \"on_delete\" BEFORE DELETE ON watched BEGIN INSERT INTO log VALUES (1); END"
        };
    }
}
