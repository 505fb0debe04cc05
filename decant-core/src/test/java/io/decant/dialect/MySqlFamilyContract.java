package io.decant.dialect;

import io.decant.schema.TypeKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What MySQL and MariaDB have in common. */
abstract class MySqlFamilyContract extends DialectContract {
    private String schema = "";

    void schemaName(String name) {
        schema = name;
    }

    @Override
    String schemaName() {
        return schema;
    }

    @Override
    Map<TypeKind, String> declarations() {
        Map<TypeKind, String> types = new EnumMap<>(TypeKind.class);
        types.put(TypeKind.BOOLEAN, "BOOLEAN");
        types.put(TypeKind.INTEGER, "BIGINT");
        types.put(TypeKind.DECIMAL, "DECIMAL(10,2)");
        types.put(TypeKind.FLOAT32, "FLOAT");
        types.put(TypeKind.FLOAT64, "DOUBLE");
        types.put(TypeKind.TEXT, "VARCHAR(100)");
        types.put(TypeKind.BYTES, "LONGBLOB");
        types.put(TypeKind.DATE, "DATE");
        types.put(TypeKind.TIME, "TIME(6)");
        types.put(TypeKind.TIMESTAMP, "DATETIME(6)");
        types.put(TypeKind.TIMESTAMPTZ, "TIMESTAMP(6) NULL");
        types.put(TypeKind.JSON, "JSON");
        types.put(TypeKind.OTHER, "GEOMETRY");
        return types;
    }

    @Override
    List<String> values(TypeKind kind) {
        List<String> values = new ArrayList<>(super.values(kind));
        values.remove("INF");
        values.remove("-INF");
        values.addAll(
                switch (kind) {
                    case FLOAT32, FLOAT64 -> List.of("-0", "-0.1");
                    case DATE -> List.of("0000-01-01");
                    case OTHER -> List.of("000000000101000000000000000000F03F0000000000000040");
                    default -> List.of();
                });
        return kind == TypeKind.TIMESTAMPTZ
                ? List.of(
                        "1970-01-01T00:00:01Z",
                        "2024-03-11T14:38:10.123456Z",
                        "2012-10-28T00:30:00Z",
                        "2012-10-28T01:30:00Z",
                        "2038-01-19T03:14:07.999999Z")
                : values;
    }

    @Override
    Map<TypeKind, List<String>> refusals() {
        return Map.ofEntries(
                Map.entry(TypeKind.BOOLEAN, List.of("yes")),
                Map.entry(TypeKind.INTEGER, List.of("9223372036854775808", "-9223372036854775809", "1.5")),
                Map.entry(TypeKind.DECIMAL, List.of("1.001", "123456789012", "-100000000", "NaN")),
                Map.entry(TypeKind.FLOAT32, List.of("0.1000000000000001", "INF", "NaN")),
                Map.entry(TypeKind.FLOAT64, List.of("-INF", "NaN")),
                Map.entry(TypeKind.TEXT, List.of("x".repeat(101), "x".repeat(100) + " ")),
                Map.entry(TypeKind.DATE, List.of("infinity", "-0001-01-01", "+10000-01-01")),
                Map.entry(TypeKind.TIME, List.of("10:00:00.1234567")),
                Map.entry(TypeKind.TIMESTAMP, List.of("2024-03-11T14:38:10.1234567", "-infinity")),
                Map.entry(
                        TypeKind.TIMESTAMPTZ,
                        List.of("1970-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "2024-03-11T14:38:10.1234567Z")));
    }

    @Override
    String identity() {
        return "BIGINT AUTO_INCREMENT PRIMARY KEY";
    }

    @Override
    String[] triggers() {
        return new String[] {
            "CREATE TRIGGER on_insert AFTER INSERT ON watched FOR EACH ROW INSERT INTO log VALUES (1)",
            "CREATE TRIGGER on_delete BEFORE DELETE ON watched FOR EACH ROW INSERT INTO log VALUES (1)"
        };
    }
}
