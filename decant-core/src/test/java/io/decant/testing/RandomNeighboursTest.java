package io.decant.testing;

import static io.decant.testing.TestProduct.H2;
import static io.decant.testing.TestProduct.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.decant.ImportOptions;
import io.decant.ImportOptions.Keys;
import io.decant.archive.KeyMapFile;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.testing.RandomRows.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tenant comes into a database that others live in, over schemas that nobody wrote: the others' rows stay byte for byte,
 * and the tenant's are the source's, or differ from them by the renaming or remapping alone. The oracle is a search over
 * rows in memory.
 */
@Tag("random")
class RandomNeighboursTest {
    private static final int CASES = 6;

    @RegisterExtension
    final Campaign campaign = new Campaign();

    @TempDir
    Path folder;

    @Test
    void theTenantComesBesideTheOthers() throws Exception {
        campaign.run(CASES, seed -> play(new SharedTarget(seed, folder), false, Keys.KEEP));
    }

    @Test
    void aKeyThatAnotherHoldsIsRefused() throws Exception {
        campaign.run(CASES / 2, seed -> play(new SharedTarget(seed, folder), true, Keys.KEEP));
    }

    @Test
    void collidingNumbersAreRemapped() throws Exception {
        campaign.run(CASES, seed -> play(new SharedTarget(seed, folder), true, Keys.REMAP));
    }

    @Test
    void casesThatFailedOnceDoSoNoMore() {
        again(SQLITE, -9101710388625997279L, false, Keys.KEEP); // an archive's rows named everybody's
        again(H2, -4463248616905225957L, true, Keys.KEEP); // questions inside each other did not end
        again(H2, -4463248616905225957L, true, Keys.REMAP);
        again(SQLITE, -5101528443873212874L, true, Keys.REMAP);
        again(SQLITE, 2552124549335843587L, true, Keys.REMAP);
        again(SQLITE, 7771671224433932444L, true, Keys.REMAP);
        again(H2, 4537061940993192126L, true, Keys.REMAP); // everybody's rows lay below everybody's
        again(SQLITE, -3051615388303012998L, true, Keys.REMAP); // a number that is kept beside everybody's rows
        again(SQLITE, -563035926696572923L, false, Keys.KEEP); // a part of a key, of which two rows have the same
    }

    private void again(TestProduct product, long seed, boolean sameNumbers, Keys keys) {
        if (TestProduct.always().contains(product)) {
            campaign.again(seed, s -> play(new SharedTarget(s, folder, product), sameNumbers, keys));
        }
    }

    private void play(SharedTarget shared, boolean sameNumbers, Keys keys) throws Exception {
        try {
            if (sameNumbers) {
                shared.neighbours.takeTheSameNumbers();
            }
            Path archive = shared.export();
            DataSource target = shared.target(shared.neighbours.image());
            try {
                boolean renames = keys == Keys.REMAP || shared.random.nextBoolean();
                comes(shared, archive, target, renames ? shared.anotherKey() : shared.key(), keys);
            } finally {
                shared.to.drop(target);
            }
        } catch (Exception | AssertionError failure) {
            throw shared.failed(failure);
        }
    }

    private void comes(SharedTarget shared, Path archive, DataSource target, List<Object> newKey, Keys keys)
            throws Exception {
        RowImage before = shared.neighbours.image();
        Map<String, Set<String>> others = SharedTarget.marks(before.all());
        Map<String, String> othersDigests = SharedTarget.digests(target, others);
        DatabaseDigest whole = DatabaseDigest.of(target);
        List<Row> own = Neighbours.renamed(shared.neighbours.tenantsRows(), newKey);
        boolean renames = !newKey.equals(shared.key());
        Path keyMap = archive.resolveSibling("keys.csv");
        ImportOptions options = ImportOptions.DEFAULT
                .withKeys(keys)
                .withKeyMap(keys == Keys.REMAP ? keyMap : null)
                .withAs(renames ? SharedTarget.text(newKey) : null);

        Optional<DecantException> refused = shared.importInto(target, archive, options);
        Set<String> collisions = collisions(shared, own, before);
        campaign.ended(refused.map(e -> e.code().name()).orElse("IMPORTED"));
        if (refused.isPresent()) {
            assertThat(DatabaseDigest.of(target)).isEqualTo(whole);
            assertRefusedRightly(shared, refused.get(), collisions, keys);
            return;
        }
        assertThat(SharedTarget.digests(target, others)).as("the others' rows").isEqualTo(othersDigests);
        RowImage after = shared.read(target);
        if (keys == Keys.KEEP) {
            assertThat(collisions).isEmpty();
            RowImage expected = new RowImage(Map.of());
            expected.add(before.all());
            expected.add(own.stream().filter(row -> isNew(shared, before, row)).toList());
            shared.source.schema().forEach(expected::of);
            assertThat(after.text()).isEqualTo(expected.text());
        } else {
            SameGraph.check(own, after.closure().of(newKey), after);
            assertKeyMap(keyMap, own, after);
            assertThat(after.all())
                    .as("no row more")
                    .hasSize(before.all().size()
                            + (int) own.stream()
                                    .filter(row -> isNew(shared, before, row))
                                    .count());
        }
    }

    /** Each old key has one new one and the other way round, and each counted key of the tenant's is in the file. */
    private static void assertKeyMap(Path file, List<Row> own, RowImage after) {
        Map<String, Map<String, String>> news = new TreeMap<>();
        KeyMapFile.read(
                file,
                (table, column, oldKey, newKey) -> assertThat(
                                news.computeIfAbsent(table + " " + column, none -> new TreeMap<>())
                                        .put(oldKey, newKey))
                        .as("another new key for one of " + table + " " + column)
                        .isNull());
        news.forEach((column, pairs) -> assertThat(pairs.values()).as(column).doesNotHaveDuplicates());
        for (Row row : own) {
            if (Neighbours.isCounted(row.table()) && row.table().role.tenants() && !keepsNumbers(row.table())) {
                String key = row.table().primaryKey.get(0);
                Map<String, String> pairs = news.getOrDefault(row.table().name + " " + key, Map.of());
                String newKey = pairs.get(String.valueOf(row.values().get(key)));
                assertThat(after.of(row.table()))
                        .as("%s %s, by the key map", row.table(), key)
                        .anyMatch(
                                there -> String.valueOf(there.values().get(key)).equals(newKey));
            }
        }
    }

    /** Everybody's rows that are there stay as they are. */
    private static boolean isNew(SharedTarget shared, RowImage before, Row row) {
        return !shared.source.closure().isShared(row)
                || shared.sharedRows(before, false).stream()
                        .anyMatch(missing -> missing.mark().equals(row.mark()) && missing.table() == row.table());
    }

    private static Set<String> collisions(SharedTarget shared, List<Row> own, RowImage before) {
        List<Row> inserted = new ArrayList<>(
                own.stream().filter(row -> isNew(shared, before, row)).toList());
        return Neighbours.collisions(inserted, before);
    }

    /** Where a number is all that tells everybody's rows again, and their parents say which are, it stays. */
    private static boolean keepsNumbers(RandomTable table) {
        return table.uniqueKeys.isEmpty() && mayBeEverybodys(table);
    }

    private static boolean mayBeEverybodys(RandomTable table) {
        return table.via
                .map(RandomTable.Ref::parent)
                .filter(parent -> parent.sharesNulls || mayBeEverybodys(parent))
                .isPresent();
    }

    private static void assertRefusedRightly(
            SharedTarget shared, DecantException refused, Set<String> collisions, Keys keys) {
        if (shared.isCycleThatCannotBe(refused)) {
            return;
        }
        if (keys == Keys.REMAP && refused.code() == ErrorCode.IMPORT_REFUSED) {
            assertThat(refused).hasMessageContaining("cannot be rewritten"); // a column that follows two keys
            return;
        }
        assertThat(refused.code()).as(refused.getMessage()).isEqualTo(ErrorCode.IMPORT_COLLISION);
        assertThat(collisions)
                .as("keys that others hold, so that it says: " + refused.getMessage())
                .isNotEmpty();
        if (keys == Keys.REMAP) {
            assertThat(collisions)
                    .as("keys that are no counted numbers, so that it says: " + refused.getMessage())
                    .anyMatch(key -> !key.endsWith(" [id]")
                            || shared.source.schema().stream()
                                    .anyMatch(table -> key.equals(table + " [id]") && keepsNumbers(table)));
        }
    }
}
