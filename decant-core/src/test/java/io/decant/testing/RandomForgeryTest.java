package io.decant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.Forgery;
import io.decant.ImportOptions;
import io.decant.ImportOptions.Keys;
import io.decant.ImportOptions.OnConflict;
import io.decant.error.DecantException;
import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Ref;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive whose hashes fit, and which lies: one of its rows bears another tenant's key, takes the key of another
 * tenant's row, or names such a row, or the whole archive claims to be another tenant's. Whatever it says, the rows of
 * others stay byte for byte, and none gets another row.
 */
@Tag("random")
class RandomForgeryTest {
    private static final int CASES = 3;

    @RegisterExtension
    final Campaign campaign = new Campaign();

    @TempDir
    Path folder;

    @Test
    void aForgedArchiveIsRefused() throws Exception {
        campaign.run(CASES, seed -> play(seed, ImportOptions.DEFAULT, false));
    }

    @Test
    void aForgedArchiveTouchesNobodyWithRemappedKeys() throws Exception {
        ImportOptions remap = ImportOptions.DEFAULT.withKeys(Keys.REMAP);
        campaign.run(CASES, seed -> play(seed, remap, false));
    }

    @Test
    void aForgedArchiveTouchesNobodyWithSkip() throws Exception {
        ImportOptions skip = ImportOptions.DEFAULT.withOnConflict(OnConflict.SKIP);
        campaign.run(CASES, seed -> play(seed, skip, seed % 2 == 0));
    }

    @Test
    void aForgedArchiveTouchesNobodyWithUpdate() throws Exception {
        ImportOptions update = ImportOptions.DEFAULT.withOnConflict(OnConflict.UPDATE);
        campaign.run(CASES, seed -> play(seed, update, seed % 2 == 0));
    }

    @Test
    void aForgedArchiveTouchesNobodyWithDeleteExtra() throws Exception {
        ImportOptions reset =
                ImportOptions.DEFAULT.withOnConflict(OnConflict.UPDATE).withDeleteExtra(true);
        campaign.run(CASES, seed -> play(seed, reset, seed % 2 == 0));
    }

    private void play(long seed, ImportOptions options, boolean tenantIsThere) throws Exception {
        SharedTarget shared = new SharedTarget(seed, folder);
        try {
            Path archive = shared.export();
            List<Lie> lies = lies(shared);
            if (lies.isEmpty()) {
                campaign.ended("nothing to forge");
                return;
            }
            Lie lie = lies.get(shared.random.nextInt(lies.size()));
            Path forged = archive.resolveSibling("forged");
            lie.tell(new Forgery(archive, forged));
            RowImage image = new RowImage(Map.of());
            shared.source.schema().forEach(image::of);
            image.add(shared.neighbours.image().all());
            if (tenantIsThere) {
                image.add(shared.sharedRows(shared.neighbours.image(), false));
                image.add(shared.ownRows());
            }
            DataSource target = shared.target(image);
            try {
                comes(shared, forged, target, options, lie);
            } finally {
                shared.to.drop(target);
            }
        } catch (Exception | AssertionError failure) {
            throw shared.failed(failure);
        }
    }

    private void comes(SharedTarget shared, Path forged, DataSource target, ImportOptions options, Lie lie)
            throws Exception {
        Map<String, Set<String>> others =
                SharedTarget.marks(shared.neighbours.image().all());
        Map<String, String> digests = SharedTarget.digests(target, others);
        DatabaseDigest whole = DatabaseDigest.of(target);
        List<Map<String, Set<String>>> owned = othersRows(shared, shared.read(target));
        Optional<DecantException> refused = shared.importInto(target, forged, options);
        campaign.ended(lie.what() + " " + refused.map(e -> e.code().name()).orElse("IMPORTED"));
        assertThat(SharedTarget.digests(target, others))
                .as("the others' rows, where " + lie.what())
                .isEqualTo(digests);
        assertThat(othersRows(shared, shared.read(target)))
                .as("which rows are the others', where " + lie.what())
                .isEqualTo(owned);
        if (refused.isPresent()) {
            assertThat(DatabaseDigest.of(target)).isEqualTo(whole);
        } else {
            assertThat(options.keys() == Keys.KEEP && options.onConflict() == OnConflict.FAIL)
                    .as("whether it comes in with its own keys, where " + lie.what())
                    .isFalse();
        }
    }

    /** The rows that each other tenant has, by a search. */
    private static List<Map<String, Set<String>>> othersRows(SharedTarget shared, RowImage image) {
        RowClosure closure = image.closure();
        List<Map<String, Set<String>>> owned = new ArrayList<>();
        for (List<Object> key : shared.source.keys()) {
            if (!key.equals(shared.key())) {
                owned.add(SharedTarget.marks(closure.of(key)));
            }
        }
        return owned;
    }

    /** @param what in words */
    private record Lie(String what, String table, String mark, Map<String, String> values, boolean ofTheTenant) {
        void tell(Forgery forgery) {
            if (ofTheTenant) {
                forgery.tenant(values);
            } else {
                forgery.rows(table, row -> {
                    if (mark.equals(row.get(RandomTable.MARK))) {
                        row.putAll(values);
                    }
                });
            }
        }
    }

    private static List<Lie> lies(SharedTarget shared) {
        List<Object> another = shared.source.keys().get((shared.tenant + 1) % 3);
        List<Row> theirs = shared.source.closure().of(another).stream()
                .filter(row -> !shared.source.closure().isShared(row))
                .toList();
        List<Lie> lies = new ArrayList<>();
        List<String> keyColumns = shared.source.schema().get(0).tenantColumns;
        if (!another.equals(shared.key())) {
            lies.add(new Lie("another tenant is claimed", "", "", values(keyColumns, another), true));
        }
        for (Row row : shared.ownRows()) {
            RandomTable table = row.table();
            if (table.role == RandomTable.Role.OWNED && !another.equals(shared.key())) {
                lies.add(lie("another tenant's key is in a row", row, table.tenantColumns, another));
            }
            for (Row other : theirs) {
                if (other.table() == table && !table.primaryKey.isEmpty()) {
                    lies.add(lie("another row's key is taken", row, table.primaryKey, other.of(table.primaryKey)));
                }
                for (Ref reference : table.references) {
                    if (reference.parent() == other.table()
                            && !reference.typed()
                            && !other.of(reference.parentColumns()).contains(null)) {
                        lies.add(lie(
                                "another tenant's parent is named",
                                row,
                                reference.columns(),
                                other.of(reference.parentColumns())));
                    }
                }
            }
        }
        return lies;
    }

    private static Lie lie(String what, Row row, List<String> columns, List<Object> values) {
        return new Lie(what, row.table().name, row.mark(), values(columns, values), false);
    }

    private static Map<String, String> values(List<String> columns, List<Object> values) {
        Map<String, String> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            byColumn.put(columns.get(i), values.get(i).toString());
        }
        return byColumn;
    }
}
