package io.decant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Ref;
import io.decant.testing.RandomTable.Role;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomDatabaseTest {
    private static final int SEEDS = 250;

    @TempDir
    private Path folder;

    @Test
    void theSameSeedGivesTheSameDatabase() {
        for (long seed = 0; seed < 20; seed++) {
            RandomDatabase one = RandomDatabase.of(seed);
            RandomDatabase other = RandomDatabase.of(seed);
            assertThat(other.describe()).isEqualTo(one.describe());
            for (TenantKey tenant : one.tenants()) {
                assertThat(other.expected(tenant)).isEqualTo(one.expected(tenant));
            }
            assertThat(other.rows().values().stream().map(RandomDatabaseTest::print))
                    .containsExactlyElementsOf(one.rows().values().stream()
                            .map(RandomDatabaseTest::print)
                            .toList());
            assertThat(RandomDatabase.of(seed + 1).describe()).isNotEqualTo(one.describe());
        }
    }

    /** The search sees only values; that it finds the rows of the owner they were made for checks both. */
    @Test
    void theClosureFindsTheRowsThatWereMadeForTheTenant() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomDatabase database = RandomDatabase.of(seed);
            for (int i = 0; i < 3; i++) {
                int owner = i;
                Set<String> found = new TreeSet<>();
                for (Row row : database.closure().of(database.keys().get(i))) {
                    if (row.table().role.tenants() && row.owner() != RandomRows.EVERYBODY) {
                        found.add(row.table() + " " + row.mark());
                    } else if (row.table().role == Role.PRIVATE) {
                        assertThat(row.owner()).as(database.describe()).isIn(owner, RandomRows.EVERYBODY);
                    }
                }
                Set<String> made = new TreeSet<>();
                database.rows()
                        .forEach((table, rows) -> rows.stream()
                                .filter(row -> table.role.tenants() && row.owner() == owner)
                                .forEach(row -> made.add(table + " " + row.mark())));
                assertThat(found).as(database.describe()).isEqualTo(made);
            }
        }
    }

    @Test
    void everyParentOfATenantsRowIsAmongItsRows() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomDatabase database = RandomDatabase.of(seed);
            for (List<Object> key : database.keys()) {
                Set<Row> rows = database.closure().of(key);
                for (Row row : rows) {
                    for (Ref reference : row.table().references) {
                        Row parent = database.closure().parent(row, reference);
                        assertThat(parent == null || rows.contains(parent))
                                .as("%s of %s", reference.name(), database)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void everyKindOfSchemaComesUp() {
        assertThat(some(table -> table.role == Role.SHARED)).isTrue();
        assertThat(some(table -> table.role == Role.PRIVATE)).isTrue();
        assertThat(some(table -> table.role == Role.EXCLUDED)).isTrue();
        assertThat(some(table -> table.number == 0 && table.role == Role.OWNED)).isTrue();
        assertThat(some(table -> table.primaryKey.isEmpty())).isTrue();
        assertThat(some(table -> table.tenantColumns.size() > 1)).isTrue();
        assertThat(some(table -> table.via.filter(Ref::nullable).isPresent())).isTrue();
        assertThat(someReference((table, ref) -> ref.parent() == table)).isTrue();
        assertThat(some(table -> table.sharesNulls)).isTrue();
        assertThat(someReference((table, ref) -> ref.typed())).isTrue();
        assertThat(someReference((table, ref) -> table.role == Role.SHARED && ref.parent() == table))
                .isTrue();
        assertThat(someReference((table, ref) -> table.role == Role.PRIVATE && ref.parent() == table))
                .isTrue();
        assertThat(someReference((table, ref) -> table.via.filter(ref::equals).isPresent() && ref.parent().sharesNulls))
                .isTrue();
        assertThat(someReference((table, ref) ->
                        table.role == Role.PRIVATE && ref.parent() != table && ref.parent().role == Role.PRIVATE))
                .isTrue();
        assertThat(someReference((table, ref) -> ref.parent().number > table.number))
                .isTrue();
        assertThat(someReference((table, ref) -> ref.columns().size() > 1)).isTrue();
        assertThat(someReference((table, ref) -> ref.parentColumns().equals(List.of("uk"))))
                .isTrue();
        assertThat(someReference((table, ref) -> table.role == Role.SHARED && ref.parent().role == Role.SHARED))
                .isTrue();
        assertThat(someReference((table, ref) -> ref.columns().size() > table.tenantColumns.size()
                        && !table.tenantColumns.isEmpty()
                        && ref.columns().containsAll(table.tenantColumns)))
                .isTrue();
        assertThat(someReference((table, ref) -> table.via.filter(ref::equals).isPresent()
                        && ref.parent().via.isPresent()))
                .as("reached through what is reached")
                .isTrue();
    }

    @Test
    void someRowsAreNobodys() {
        long seeds = LongStream.range(0, SEEDS)
                .filter(seed -> {
                    RandomDatabase database = RandomDatabase.of(seed);
                    Set<Row> somebodys = new HashSet<>();
                    database.keys()
                            .forEach(key -> somebodys.addAll(database.closure().of(key)));
                    return database.rows().values().stream()
                            .flatMap(List::stream)
                            .anyMatch(row -> row.table().role == Role.REACHED && !somebodys.contains(row));
                })
                .count();
        assertThat(seeds).isGreaterThan(SEEDS / 10);
    }

    @Test
    void hasAModelThatCanBeRead() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(ModelReader.read(RandomDatabase.of(seed).model(), "decant.yaml"))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void canBeMade(TestProduct product) throws SQLException {
        for (long seed = 0; seed < 8; seed++) {
            RandomDatabase database = RandomDatabase.of(seed);
            try (Connection connection = product.newDatabase(folder).getConnection()) {
                database.create(connection, product);
                assertThat(FixtureTest.danglingReferences(connection))
                        .as(database.describe())
                        .isEmpty();
            }
        }
    }

    private static boolean some(Predicate<RandomTable> test) {
        return LongStream.range(0, SEEDS)
                .anyMatch(seed -> RandomDatabase.of(seed).schema().stream().anyMatch(test));
    }

    private interface ReferenceTest {
        boolean test(RandomTable table, Ref reference);
    }

    private static boolean someReference(ReferenceTest test) {
        return some(table -> table.references.stream().anyMatch(reference -> test.test(table, reference)));
    }

    private static List<Map<String, Object>> print(List<Row> rows) {
        return rows.stream().map(Row::values).toList();
    }
}
