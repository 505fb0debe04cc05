package io.decant.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.LoadOrder.Broken;
import io.decant.plan.LoadOrder.Means;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LoadOrderTest {
    private static LoadOrder order(String... tables) {
        Schema schema = TestSchemas.schema(tables);
        return LoadOrder.of(
                schema.tables(),
                schema.tables().stream().flatMap(t -> t.foreignKeys().stream()).toList());
    }

    private static List<String> names(LoadOrder order) {
        return order.tables().stream().map(TableName::name).toList();
    }

    private static List<String> broken(LoadOrder order) {
        return order.broken().stream()
                .map(b -> b.reference().child().name() + b.reference().columns() + " " + b.means() + b.nullable())
                .toList();
    }

    @Test
    void parentsComeFirstAndNamesDecideTheRest() {
        LoadOrder order = order("d(id*)", "a(id*, b -> b, c -> c)", "c(id*)", "b(id*, c -> c)");

        assertThat(names(order)).containsExactly("c", "b", "a", "d");
        assertThat(order.broken()).isEmpty();
    }

    @Test
    void breaksACycleAtItsDeferrableLink() {
        LoadOrder order = order("a(id*, b? -> b)", "b(id*, c ->> c)", "c(id*, a -> a)");

        assertThat(names(order)).containsExactly("b", "a", "c");
        assertThat(broken(order)).containsExactly("b[c] DEFER[]");
    }

    @Test
    void breaksACycleAtANullableLinkWhereNothingIsDeferrable() {
        LoadOrder order = order("a(id*, t, ref?, (t, ref) -> b(t, id))", "b(t*, id*, a -> a)");

        assertThat(names(order)).containsExactly("a", "b");
        assertThat(broken(order)).containsExactly("a[t, ref] SECOND_PASS[ref]");
    }

    @Test
    void saysWhereNothingHelps() {
        assertThat(broken(order("a(id*, b -> b)", "b(id*, a -> a)"))).containsExactly("b[a] NONE[]");
    }

    @Test
    void selfReferencesDoNotMatterToTheOrder() {
        assertThat(broken(order("a(id*, up? -> a, boss -> a)"))).containsExactly("a[up] SELF[up]", "a[boss] SELF[]");
    }

    @Test
    void sevenTablesInACycleNeedOneBreak() {
        LoadOrder order = order(
                "a(id*, x -> b)",
                "b(id*, x -> c)",
                "c(id*, x -> d)",
                "d(id*, x? -> e)",
                "e(id*, x -> f)",
                "f(id*, x -> g)",
                "g(id*, x -> a)");

        assertThat(broken(order)).containsExactly("d[x] SECOND_PASS[x]");
    }

    @Test
    void passesOverTablesThatAreNotThere() {
        Schema schema = TestSchemas.schema("a(id*, b -> b)", "b(id*)");

        LoadOrder order = LoadOrder.of(
                List.of(schema.requireTable(TestSchemas.name("a"))),
                schema.requireTable(TestSchemas.name("a")).foreignKeys());

        assertThat(names(order)).containsExactly("a");
    }

    @Property(tries = 1_000)
    void everyReferenceThatIsNotBrokenIsSatisfied(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        int tables = 2 + random.nextInt(6);
        for (int i = 0; i < tables; i++) {
            StringBuilder line = new StringBuilder("t" + i + "(id*");
            for (int j = random.nextInt(4); j > 0; j--) {
                line.append(", r%d%s %s t%d"
                        .formatted(
                                j,
                                random.nextBoolean() ? "?" : "",
                                random.nextBoolean() ? "->" : "->>",
                                random.nextInt(tables)));
            }
            lines.add(line.append(")").toString());
        }
        Schema schema = TestSchemas.schema(lines.toArray(String[]::new));
        List<ForeignKey> references =
                schema.tables().stream().flatMap(t -> t.foreignKeys().stream()).toList();
        LoadOrder order = LoadOrder.of(schema.tables(), references);

        assertThat(order.tables()).hasSize(tables).doesNotHaveDuplicates();
        for (ForeignKey r : references) {
            boolean satisfied =
                    order.tables().indexOf(r.parent()) < order.tables().indexOf(r.child());
            assertThat(satisfied || order.broken(r).isPresent()).isTrue();
        }
        for (Broken b : order.broken()) {
            assertThat(b.means() == Means.DEFER)
                    .isEqualTo(b.reference().enforcement() == Enforcement.DEFERRABLE
                            && !b.reference().selfReferencing());
        }
    }
}
