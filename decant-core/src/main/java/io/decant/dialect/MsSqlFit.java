package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a column of SQL Server holds an archived type: see {@link Dialect#obstacle}. */
final class MsSqlFit {
    private static final Set<TypeKind> NOT_AS_TEXT = EnumSet.of(TypeKind.BYTES, TypeKind.OTHER);

    private MsSqlFit() {}

    static Optional<String> obstacle(Column target, ColumnType archived) {
        MsSqlType type = MsSqlType.of(target);
        if (!type.readable()) {
            return Optional.of(
                    "Decant cannot load " + type.name() + "; give the column \"onImport: drop\" in the model");
        }
        return Optional.ofNullable(whyNot(target, type, type.columnType(), archived));
    }

    private static @Nullable String whyNot(Column target, MsSqlType type, ColumnType here, ColumnType archived) {
        TypeKind kind = archived.kind();
        return switch (here.kind()) {
            case TEXT ->
                kind == TypeKind.TEXT
                        ? narrower(here, archived, "characters")
                        : NOT_AS_TEXT.contains(kind) ? "text is not " + kind.canonicalName() : null;
            case INTEGER ->
                kind == TypeKind.BOOLEAN
                        ? null
                        : kind == TypeKind.INTEGER ? integer(type, here, archived) : another(here);
            case DECIMAL ->
                kind == TypeKind.INTEGER
                        ? null
                        : kind == TypeKind.DECIMAL ? fewerDigits(here, archived) : another(here);
            case FLOAT64 -> kind == TypeKind.FLOAT32 || kind == TypeKind.FLOAT64 ? null : another(here);
            case BYTES -> kind == TypeKind.BYTES ? narrower(here, archived, "bytes") : another(here);
            case TIME -> kind == TypeKind.TIME ? narrower(here, archived, "fraction digits") : another(here);
            case TIMESTAMP -> timestamp(target, here, archived);
            case TIMESTAMPOFFSET ->
                kind == TypeKind.TIMESTAMPOFFSET || kind == TypeKind.TIMESTAMPTZ
                        ? narrower(here, archived, "fraction digits")
                        : another(here);
            default -> here.kind() == kind ? null : another(here);
        };
    }

    private static @Nullable String integer(MsSqlType type, ColumnType here, ColumnType archived) {
        return type.name().equals("tinyint") && archived.size() == 8
                ? "tinyint has no negative numbers"
                : narrower(here, archived, "bits");
    }

    private static @Nullable String timestamp(Column target, ColumnType here, ColumnType archived) {
        boolean zoned = archived.kind() == TypeKind.TIMESTAMPTZ;
        if (archived.kind() == TypeKind.TIMESTAMP || (zoned && target.type().zone() != null)) {
            return narrower(here, archived, "fraction digits");
        }
        return zoned ? "it has no zone; give the column \"type: timestamptz\" and a zone in the model" : another(here);
    }

    private static String another(ColumnType here) {
        return "it holds " + here.kind().canonicalName();
    }

    /** An archived type without a size may be a small one: then each value is looked at. */
    private static @Nullable String narrower(ColumnType here, ColumnType archived, String unit) {
        return here.size() >= 0 && archived.size() > here.size()
                ? "it has " + here.size() + " " + unit + ", the archive's has " + archived.size()
                : null;
    }

    private static @Nullable String fewerDigits(ColumnType here, ColumnType archived) {
        boolean fraction = archived.scale() > here.scale();
        boolean whole = archived.size() - Math.max(archived.scale(), 0) > here.size() - here.scale();
        return fraction || whole ? "it has " + here.size() + " digits, " + here.scale() + " of them fraction" : null;
    }
}
