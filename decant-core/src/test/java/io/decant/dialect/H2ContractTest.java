package io.decant.dialect;

import io.decant.schema.TypeKind;
import java.sql.Connection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.api.Trigger;

class H2ContractTest extends DialectContract {
    @Override
    DataSource emptyDatabase() {
        return TestDatabase.at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Override
    Map<TypeKind, String> declarations() {
        Map<TypeKind, String> types = new EnumMap<>(TypeKind.class);
        types.put(TypeKind.BOOLEAN, "BOOLEAN");
        types.put(TypeKind.INTEGER, "BIGINT");
        types.put(TypeKind.DECIMAL, "NUMERIC(10,2)");
        types.put(TypeKind.FLOAT32, "REAL");
        types.put(TypeKind.FLOAT64, "DOUBLE PRECISION");
        types.put(TypeKind.TEXT, "VARCHAR");
        types.put(TypeKind.BYTES, "VARBINARY");
        types.put(TypeKind.UUID, "UUID");
        types.put(TypeKind.DATE, "DATE");
        types.put(TypeKind.TIME, "TIME(6)");
        types.put(TypeKind.TIMESTAMP, "TIMESTAMP");
        types.put(TypeKind.TIMESTAMPOFFSET, "TIMESTAMP WITH TIME ZONE");
        types.put(TypeKind.JSON, "JSON");
        types.put(TypeKind.ARRAY, "INTEGER ARRAY");
        return types;
    }

    @Override
    Map<TypeKind, List<String>> refusals() {
        return Map.of(
                TypeKind.INTEGER, List.of("9223372036854775808", "1.5"),
                TypeKind.DECIMAL, List.of("1.001", "123456789012", "NaN"),
                TypeKind.FLOAT32, List.of("-0", "0.1000000000000001"),
                TypeKind.FLOAT64, List.of("-0"),
                TypeKind.DATE, List.of("infinity"),
                TypeKind.TIME, List.of("10:00:00.1234567"),
                TypeKind.TIMESTAMP, List.of("2024-03-11T14:38:10.1234567", "-infinity"),
                TypeKind.JSON, List.of("{broken"));
    }

    @Override
    String identity() {
        return "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
    }

    @Override
    String schemaName() {
        return "PUBLIC";
    }

    @Override
    String unquoted(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    String[] triggers() {
        String nothing = Nothing.class.getName();
        return new String[] {
            "CREATE TRIGGER on_insert AFTER INSERT ON watched FOR EACH ROW CALL \"" + nothing + "\"",
            "CREATE TRIGGER on_delete BEFORE DELETE ON watched FOR EACH ROW CALL \"" + nothing + "\""
        };
    }

    /** A trigger that does nothing. */
    public static final class Nothing implements Trigger {
        @Override
        public void fire(Connection connection, Object[] oldRow, Object[] newRow) {}
    }
}
