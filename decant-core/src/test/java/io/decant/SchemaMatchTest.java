package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.SchemaDifference.Kind;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaMatchTest {
    private static final Column ID = column("id", TypeKind.INTEGER, false);
    private static final Column NAME = column("name", TypeKind.TEXT, true);

    @Test
    void findsNothingBetweenEqualSchemas() {
        assertThat(match(List.of(table("public", "a", ID, NAME)), table("public", "a", ID, NAME)))
                .isEmpty();
    }

    @Test
    void findsATableInASchemaOfAnotherNameAndInAnotherCase() {
        Table target = table("PUBLIC", "A", column("ID", TypeKind.INTEGER, false), column("NAME", TypeKind.TEXT, true));
        Table keyed = new Table(
                target.name(), target.columns(), List.of("ID"), List.of(), List.of(), List.of(), List.of(), -1, -1);
        SchemaMatch match = SchemaMatch.of(
                List.of(table("public", "a", ID, NAME)),
                Schema.of(List.of(keyed)),
                (c, t) -> Optional.empty(),
                (c, t) -> true);
        assertThat(match.differences()).isEmpty();
        assertThat(match.tables().get(0).targetName("name")).contains("NAME");
    }

    @Test
    void refusesANameThatTwoTablesOfTheTargetHave() {
        assertThat(match(List.of(table("public", "a", ID)), table("one", "a", ID), table("two", "a", ID)))
                .singleElement()
                .asString()
                .contains("table a");
    }

    @Test
    void listsEveryDifferenceAtOnce() {
        Column required = column("required", TypeKind.TEXT, false);
        Column notNull = column("name", TypeKind.TEXT, false);
        assertThat(match(
                        List.of(
                                table("public", "a", ID, NAME, column("gone", TypeKind.DATE, true)),
                                table("public", "b", ID)),
                        table("public", "a", ID, notNull, required)))
                .hasSize(4)
                .anyMatch(d -> d.contains("column gone (date) is missing"))
                .anyMatch(d -> d.contains("column name is NOT NULL, and nullable in the archive"))
                .anyMatch(d -> d.contains("column required is not in the archive"))
                .anyMatch(d -> d.contains("table b is not in the target"));
    }

    @Test
    void letsTheTargetSupplyColumnsByItself() {
        Column defaulted = new Column("d", ColumnType.of(TypeKind.TEXT), "text", false, Generation.NONE, true);
        Column computed = new Column("c", ColumnType.of(TypeKind.TEXT), "text", false, Generation.COMPUTED, false);
        assertThat(match(List.of(table("public", "a", ID)), table("public", "a", ID, NAME, defaulted, computed)))
                .isEmpty();
    }

    @Test
    void saysWhatATypeCannotHold() {
        List<SchemaDifference> differences = SchemaMatch.of(
                        List.of(table("public", "a", ID, NAME)),
                        Schema.of(List.of(table("public", "a", ID, NAME))),
                        (c, t) -> c.name().equals("name") ? Optional.of("too narrow") : Optional.empty(),
                        (c, t) -> true)
                .differences();
        assertThat(differences).singleElement().asString().contains("column name (text) cannot hold text: too narrow");
    }

    @Test
    void comparesKeysAsSets() {
        Table there = keyed("a", List.of("id", "name"), List.of(List.of("name")));
        assertThat(match(List.of(there), keyed("a", List.of("name", "id"), List.of(List.of("name")))))
                .isEmpty();
        assertThat(match(List.of(there), keyed("a", List.of("id"), List.of()))).hasSize(2);
    }

    @Test
    void comparesReferencesAmongTheArchivedTables() {
        ForeignKey key = new ForeignKey(
                "fk",
                new TableName("public", "b"),
                List.of("id"),
                new TableName("public", "a"),
                List.of("id"),
                Enforcement.IMMEDIATE);
        Table parent = table("public", "a", ID);
        Table child = table("public", "b", ID);
        Table referring = child.withForeignKeys(List.of(key));
        assertThat(match(List.of(parent, referring), parent, referring)).isEmpty();
        assertThat(match(List.of(parent, referring), parent, child))
                .singleElement()
                .asString()
                .contains("table public.b: the reference to public.a (id = id) is missing");
        assertThat(match(List.of(parent, child), parent, referring))
                .singleElement()
                .asString()
                .contains("is not in the archive");
        assertThat(match(List.of(child), parent, referring)).isEmpty();
    }

    @Test
    void aColumnThatIsMissingIsLeftOutAndHasNoPlace() {
        SchemaMatch match = compare(List.of(table("public", "a", ID, NAME)), table("public", "a", ID));
        assertThat(match.differences()).extracting(SchemaDifference::kind).containsExactly(Kind.COLUMN_MISSING);
        TableMatch found = match.tables().get(0);
        assertThat(found.columns()).extracting(TableMatch.ColumnMatch::leftOut).containsExactly(false, true);
        assertThat(found.targetName("name")).isEmpty();
    }

    @Test
    void aKeyColumnThatIsMissingMakesRowsOne() {
        Table there = keyed("a", List.of("id", "name"), List.of());
        SchemaMatch match = compare(List.of(there), table("public", "a", ID));
        assertThat(match.differences())
                .extracting(SchemaDifference::kind)
                .containsExactly(Kind.COLUMN_MISSING, Kind.PRIMARY_KEY_OTHER);
    }

    @Test
    void aUniqueKeyStandsInForThePrimaryKeyOnlyWithoutNulls() {
        Table there = keyed("a", List.of("name"), List.of());
        assertThat(compare(List.of(there), keyed("a", List.of(), List.of(List.of("name"))))
                        .differences())
                .extracting(SchemaDifference::kind)
                .containsExactly(Kind.PRIMARY_KEY_MISSING);
        Table byId = keyed("a", List.of("id"), List.of());
        assertThat(compare(List.of(byId), keyed("a", List.of(), List.of(List.of("id"))))
                        .differences())
                .extracting(SchemaDifference::kind)
                .containsExactly(Kind.PRIMARY_KEY_AS_UNIQUE);
    }

    @Test
    void twoColumnsThatWouldBeOneAreIncompatible() {
        Table there =
                table("public", "a", ID, column("Name", TypeKind.TEXT, true), column("NAME", TypeKind.TEXT, true));
        SchemaMatch match = compare(List.of(there), table("public", "a", ID, NAME));
        assertThat(match.differences()).extracting(SchemaDifference::kind).containsExactly(Kind.COLUMN_AMBIGUOUS);
    }

    @Test
    void anObstacleIsLossyOnlyWhereSomeValuesPass() {
        Schema target = Schema.of(List.of(table("public", "a", ID)));
        for (boolean some : new boolean[] {true, false}) {
            SchemaMatch match = SchemaMatch.of(
                    List.of(table("public", "a", ID)), target, (c, t) -> Optional.of("narrow"), (c, t) -> some);
            assertThat(match.differences())
                    .extracting(SchemaDifference::kind)
                    .containsExactly(some ? Kind.TYPE_NARROWER : Kind.TYPE_OTHER);
        }
    }

    private static SchemaMatch compare(List<Table> archived, Table... target) {
        return SchemaMatch.of(archived, Schema.of(Arrays.asList(target)), (c, t) -> Optional.empty(), (c, t) -> true);
    }

    private static List<String> match(List<Table> archived, Table... target) {
        return SchemaMatch.of(archived, Schema.of(Arrays.asList(target)), (c, t) -> Optional.empty(), (c, t) -> true)
                .differences()
                .stream()
                .map(SchemaDifference::line)
                .toList();
    }

    private static Table keyed(String name, List<String> key, List<List<String>> unique) {
        return new Table(
                new TableName("public", name), List.of(ID, NAME), key, unique, List.of(), List.of(), List.of(), -1, -1);
    }

    private static Table table(String schema, String name, Column... columns) {
        return new Table(
                new TableName(schema, name),
                Arrays.asList(columns),
                List.of("id"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                -1,
                -1);
    }

    private static Column column(String name, TypeKind kind, boolean nullable) {
        return new Column(name, ColumnType.of(kind), kind.canonicalName(), nullable, Generation.NONE, false);
    }
}
