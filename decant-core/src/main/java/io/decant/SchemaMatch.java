package io.decant;

import io.decant.SchemaDifference.Kind;
import io.decant.TableMatch.ColumnMatch;
import io.decant.dialect.Dialect;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Lays an archive's tables over a target schema and lists everything that does not agree.
 *
 * <p>Names match exactly, else by the one name that differs in case only. The target's database schema may be called
 * otherwise ({@code public}, {@code main}, {@code PUBLIC}), as long as the table's name is unique there.
 *
 * @param tables the archived tables that the target has, in the archive's order
 * @param differences empty if the schemas match
 */
record SchemaMatch(List<TableMatch> tables, List<SchemaDifference> differences) {

    SchemaMatch {
        tables = List.copyOf(tables);
        differences = List.copyOf(differences);
    }

    /**
     * @param archived the tables of the archive that hold rows, references included
     * @param target every table of the target, with the types and references that its model adds
     */
    static SchemaMatch of(Collection<Table> archived, Schema target, Dialect dialect) {
        return of(archived, target, dialect::obstacle, dialect::takesSome);
    }

    /**
     * @param obstacle what keeps a column of the target from holding a type, empty if nothing does
     * @param takesSome whether a column holds some values of a type in spite of an obstacle
     */
    static SchemaMatch of(
            Collection<Table> archived,
            Schema target,
            BiFunction<Column, ColumnType, Optional<String>> obstacle,
            BiPredicate<Column, ColumnType> takesSome) {
        return new Comparison(target, obstacle, takesSome).compare(archived);
    }

    /** One comparison's state: what was found so far. */
    private static final class Comparison {
        private final Schema target;
        private final BiFunction<Column, ColumnType, Optional<String>> obstacle;
        private final BiPredicate<Column, ColumnType> takesSome;
        private final Map<TableName, TableMatch> matches = new LinkedHashMap<>();
        private final List<SchemaDifference> differences = new ArrayList<>();

        Comparison(
                Schema target,
                BiFunction<Column, ColumnType, Optional<String>> obstacle,
                BiPredicate<Column, ColumnType> takesSome) {
            this.target = target;
            this.obstacle = obstacle;
            this.takesSome = takesSome;
        }

        SchemaMatch compare(Collection<Table> archived) {
            Map<TableName, TableName> taken = new HashMap<>();
            for (Table table : archived) {
                Optional<Table> place = place(table.name());
                if (place.isEmpty()) {
                    differences.add(new SchemaDifference(
                            table.name(),
                            null,
                            Kind.TABLE_MISSING,
                            "table " + table.name().name() + " is not in the target, or not by one name only"));
                    continue;
                }
                TableName twin = taken.put(place.get().name(), table.name());
                if (twin != null) {
                    differences.add(new SchemaDifference(
                            place.get().name(),
                            null,
                            Kind.TABLE_AMBIGUOUS,
                            "tables " + twin + " and " + table.name() + " of the archive would both be "
                                    + place.get().name()));
                    continue;
                }
                matches.put(table.name(), match(table, place.get()));
            }
            differences.addAll(KeyDifferences.of(matches.values()));
            return new SchemaMatch(List.copyOf(matches.values()), differences);
        }

        private Optional<Table> place(TableName name) {
            Optional<Table> exact = target.table(name);
            return exact.isPresent()
                    ? exact
                    : byName(name.name(), target.tables(), t -> t.name().name());
        }

        private TableMatch match(Table archived, Table place) {
            List<ColumnMatch> columns = new ArrayList<>();
            Set<String> supplied = new HashSet<>();
            for (Column column : archived.columns()) {
                Optional<Column> found = byName(column.name(), place.columns(), Column::name);
                if (found.isEmpty()) {
                    add(place, column, Kind.COLUMN_MISSING, " (" + typeName(column) + ") is missing");
                    columns.add(ColumnMatch.nowhere(column));
                } else if (!supplied.add(found.get().name())) {
                    add(place, found.get(), Kind.COLUMN_AMBIGUOUS, " would be two archived columns");
                } else {
                    columns.add(compareColumn(place, column, found.get()));
                }
            }
            for (Column column : place.columns()) {
                if (!supplied.contains(column.name()) && !suppliesItself(column)) {
                    add(
                            place,
                            column,
                            Kind.COLUMN_REQUIRED,
                            " is not in the archive, and is neither nullable, defaulted nor generated");
                }
            }
            return new TableMatch(archived, place, columns);
        }

        private void add(Table table, Column column, Kind kind, String what) {
            differences.add(new SchemaDifference(
                    table.name(), column.name(), kind, "table " + table.name() + ": column " + column.name() + what));
        }

        private ColumnMatch compareColumn(Table table, Column archived, Column here) {
            if (here.computed()) {
                if (archived.computed()) {
                    return new ColumnMatch(archived, here);
                }
                add(table, here, Kind.COLUMN_COMPUTED, " is computed by the target, and plain in the archive");
                return new ColumnMatch(archived, here, true);
            }
            ColumnMatch match = new ColumnMatch(archived, here);
            // Where the source declared no limit, each value decides: too long a one is refused when it is met.
            ColumnType type = match.column().type().orLimitsOf(here.type());
            obstacle.apply(here, type)
                    .ifPresent(why -> add(
                            table,
                            here,
                            kind(here, type),
                            " (" + here.nativeType() + ") cannot hold " + typeName(archived) + ": " + why));
            if (archived.nullable() && !here.nullable()) {
                add(table, here, Kind.NOT_NULL, " is NOT NULL, and nullable in the archive");
            }
            return match;
        }

        private Kind kind(Column here, ColumnType type) {
            if (!takesSome.test(here, type)) {
                return Kind.TYPE_OTHER;
            }
            if (type.kind() == TypeKind.TEXT && here.type().kind() != TypeKind.TEXT) {
                return Kind.TYPE_FROM_TEXT;
            }
            return type.kind() == TypeKind.OTHER ? Kind.TYPE_AS_TEXT : Kind.TYPE_NARROWER;
        }

        private static boolean suppliesItself(Column column) {
            return column.nullable() || column.hasDefault() || column.generation() != Column.Generation.NONE;
        }

        private static String typeName(Column column) {
            return column.type().kind().canonicalName();
        }

        private static <T> Optional<T> byName(String wanted, List<T> candidates, Function<T, String> name) {
            List<T> alike = candidates.stream()
                    .filter(c -> name.apply(c).toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT)))
                    .toList();
            List<T> exact =
                    alike.stream().filter(c -> name.apply(c).equals(wanted)).toList();
            List<T> found = exact.isEmpty() ? alike : exact;
            return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        }
    }
}
