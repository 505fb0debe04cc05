package io.decant.dialect;

import io.decant.schema.TypeKind;
import io.decant.testing.TestPostgres;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

class PostgresContractTest extends DialectContract {
    @Override
    DataSource emptyDatabase() {
        return TestPostgres.newDatabase();
    }

    @Override
    Map<TypeKind, String> declarations() {
        Map<TypeKind, String> types = new EnumMap<>(TypeKind.class);
        types.put(TypeKind.BOOLEAN, "boolean");
        types.put(TypeKind.INTEGER, "bigint");
        types.put(TypeKind.DECIMAL, "numeric(10,2)");
        types.put(TypeKind.FLOAT32, "real");
        types.put(TypeKind.FLOAT64, "double precision");
        types.put(TypeKind.TEXT, "text");
        types.put(TypeKind.BYTES, "bytea");
        types.put(TypeKind.UUID, "uuid");
        types.put(TypeKind.DATE, "date");
        types.put(TypeKind.TIME, "time");
        types.put(TypeKind.TIMESTAMP, "timestamp");
        types.put(TypeKind.TIMESTAMPTZ, "timestamptz");
        types.put(TypeKind.INTERVAL, "interval");
        types.put(TypeKind.JSON, "json");
        types.put(TypeKind.ARRAY, "integer[]");
        types.put(TypeKind.OTHER, "inet");
        return types;
    }

    @Override
    List<String> values(TypeKind kind) {
        List<String> values = new ArrayList<>(super.values(kind));
        values.addAll(
                switch (kind) {
                    case FLOAT32 -> List.of("0", "-0", "0.1", "3.4028235e+38", "1e-45", "NaN", "INF", "-INF");
                    case FLOAT64 -> List.of("-0", "NaN");
                    case DECIMAL -> List.of("NaN");
                    case DATE -> List.of("infinity", "-infinity", "-4713-11-24", "+5874897-12-31", "0000-02-29");
                    case TIME -> List.of("24:00:00");
                    case TIMESTAMP ->
                        List.of("infinity", "-infinity", "-4713-11-24T00:00:00", "+294276-12-31T23:59:59.999999");
                    case TIMESTAMPTZ -> List.of("infinity", "-infinity", "-0043-03-15T12:00:00.000001Z");
                    case INTERVAL ->
                        List.of("PT0S", "P1Y2M-3DT-4H", "PT-0.000001S", "P-178956970Y-8M", "PT2562047788H54.775807S");
                    case OTHER -> List.of("10.0.0.1/8", "::1");
                    default -> List.of();
                });
        return values;
    }

    @Override
    Map<TypeKind, List<String>> refusals() {
        return Map.ofEntries(
                Map.entry(TypeKind.BOOLEAN, List.of("yes")),
                Map.entry(TypeKind.INTEGER, List.of("9223372036854775808", "-9223372036854775809", "1.5")),
                Map.entry(TypeKind.DECIMAL, List.of("100000000.00", "0.001", "INF")),
                Map.entry(TypeKind.FLOAT32, List.of("0.10000000149011612", "1e400")),
                Map.entry(TypeKind.TEXT, List.of("nul\0nul")),
                Map.entry(TypeKind.UUID, List.of("0000")),
                Map.entry(TypeKind.DATE, List.of("-4713-11-23", "+5874898-01-01", "2023-02-29")),
                Map.entry(TypeKind.TIME, List.of("24:00:00.000001", "12:00:00.0000001")),
                Map.entry(
                        TypeKind.TIMESTAMP,
                        List.of(
                                "+294277-01-01T00:00:00",
                                "-4713-11-23T23:59:59.999999",
                                "2024-01-01T00:00:00.1234567")),
                Map.entry(TypeKind.TIMESTAMPTZ, List.of("2024-01-01T00:00:00", "2024-01-01T00:00:00.1234567Z")),
                Map.entry(TypeKind.INTERVAL, List.of("P1W", "PT0.0000001S")),
                Map.entry(TypeKind.JSON, List.of("{", "{\"a\":\"nul\0nul\"}")),
                Map.entry(
                        TypeKind.ARRAY,
                        List.of("[[\"1\"],[\"2\",\"3\"]]", "[\"2147483648\"]", "[[]]", "[\"1\",[\"2\"]]")),
                Map.entry(TypeKind.OTHER, List.of("300.0.0.1")));
    }

    @Override
    String identity() {
        return "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
    }

    @Override
    String stored() {
        return " STORED";
    }

    @Override
    String schemaName() {
        return "public";
    }

    @Override
    String[] triggers() {
        return new String[] {
            "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (1); RETURN NEW; END $$",
            "CREATE TRIGGER on_insert AFTER INSERT ON watched FOR EACH ROW EXECUTE FUNCTION note()",
            "CREATE TRIGGER on_delete AFTER DELETE ON watched FOR EACH ROW EXECUTE FUNCTION note()"
        };
    }
}
