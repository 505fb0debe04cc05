package io.decant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.ImportOptions;
import io.decant.ImportOptions.OnConflict;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive comes a second time, into a database where its tenant is, has lived on, and has neighbours. Rows of the others
 * stay byte for byte; the tenant's become what a comparison of rows in memory says.
 */
class RandomMergeTest {
    private static final int CASES = 6;

    /** How many cases ended each way: one that only ever refuses would prove little. */
    private final Map<String, Integer> endings = new TreeMap<>();

    @TempDir
    Path folder;

    @AfterEach
    void sayHowTheyEnded() {
        System.out.println(endings);
    }

    @Test
    void theSameArchiveAgainIsRefused() throws Exception {
        Campaign.run("random refusals", CASES, seed -> again(seed, OnConflict.FAIL));
    }

    @Test
    void theSameArchiveAgainIsNothingToSkip() throws Exception {
        Assumptions.assumeTrue(ImportFeature.SKIP.there());
        Campaign.run("random skips", CASES, seed -> again(seed, OnConflict.SKIP));
    }

    @Test
    void theSameArchiveAgainIsNothingToUpdate() throws Exception {
        Assumptions.assumeTrue(ImportFeature.UPDATE.there());
        Campaign.run("random updates", CASES, seed -> again(seed, OnConflict.UPDATE));
    }

    @Test
    void whatTheTenantDidSinceStaysWithSkip() throws Exception {
        Assumptions.assumeTrue(ImportFeature.SKIP.there());
        Campaign.run("random merges by skip", CASES, seed -> merge(seed, OnConflict.SKIP, false));
    }

    @Test
    void whatTheTenantChangedSinceIsUndoneWithUpdate() throws Exception {
        Assumptions.assumeTrue(ImportFeature.UPDATE.there());
        Campaign.run("random merges by update", CASES, seed -> merge(seed, OnConflict.UPDATE, false));
    }

    @Test
    void whatTheTenantAddedSinceGoesWithDeleteExtra() throws Exception {
        Assumptions.assumeTrue(ImportFeature.UPDATE.there());
        Campaign.run("random resets", CASES, seed -> merge(seed, OnConflict.UPDATE, true));
    }

    private void again(long seed, OnConflict onConflict) throws Exception {
        SharedTarget shared = new SharedTarget(seed, folder);
        try {
            Path archive = shared.export();
            DataSource target = shared.target(withTheTenant(shared));
            try {
                DatabaseDigest before = DatabaseDigest.of(target);
                Optional<DecantException> refused =
                        shared.importInto(target, archive, ImportOptions.DEFAULT.withOnConflict(onConflict));
                count(refused);
                assertThat(DatabaseDigest.of(target)).isEqualTo(before);
                if (onConflict == OnConflict.FAIL) {
                    boolean onlyRoot = shared.ownRows().stream().allMatch(row -> row.table().role == Role.ROOT);
                    boolean shares =
                            !shared.sharedRows(withTheTenant(shared), true).isEmpty();
                    boolean nothing = onlyRoot && (ImportFeature.MATCH_SHARED.there() || !shares);
                    assertThat(refused.map(DecantException::code))
                            .isEqualTo(nothing ? Optional.empty() : Optional.of(ErrorCode.IMPORT_COLLISION));
                } else {
                    assertThat(refused).as("nothing stands against it").isEmpty();
                }
            } finally {
                shared.to.drop(target);
            }
        } catch (Exception | AssertionError failure) {
            throw shared.failed(failure);
        }
    }

    private void merge(long seed, OnConflict onConflict, boolean deleteExtra) throws Exception {
        SharedTarget shared = new SharedTarget(seed, folder);
        try {
            Path archive = shared.export();
            RowImage start = withTheTenant(shared);
            LivedOn since = new LivedOn(start, SharedTarget.marks(shared.ownRows()), shared.random);
            since.edit();
            since.remove();
            since.add();
            DataSource target = shared.target(start);
            try {
                merge(shared, archive, target, start, since, onConflict, deleteExtra);
            } finally {
                shared.to.drop(target);
            }
        } catch (Exception | AssertionError failure) {
            throw shared.failed(failure);
        }
    }

    private void merge(
            SharedTarget shared,
            Path archive,
            DataSource target,
            RowImage start,
            LivedOn since,
            OnConflict onConflict,
            boolean deleteExtra)
            throws Exception {
        Map<String, Set<String>> others =
                SharedTarget.marks(shared.neighbours.image().all());
        Map<String, String> othersDigests = SharedTarget.digests(target, others);
        DatabaseDigest whole = DatabaseDigest.of(target);
        Optional<DecantException> refused = shared.importInto(
                target,
                archive,
                ImportOptions.DEFAULT.withOnConflict(onConflict).withDeleteExtra(deleteExtra));
        count(refused);
        if (refused.isPresent()) {
            assertThat(DatabaseDigest.of(target)).isEqualTo(whole);
            assertThat(shared.isCycleThatCannotBe(refused.get()))
                    .as(refused.get().getMessage())
                    .isTrue();
            return;
        }
        assertThat(SharedTarget.digests(target, others)).as("the others' rows").isEqualTo(othersDigests);
        assertThat(shared.read(target).text()).isEqualTo(expected(shared, start, since, onConflict, deleteExtra));
    }

    private static Map<String, List<String>> expected(
            SharedTarget shared, RowImage start, LivedOn since, OnConflict onConflict, boolean deleteExtra) {
        Map<String, Set<String>> there = SharedTarget.marks(start.all());
        Map<String, Set<String>> archived = SharedTarget.marks(shared.ownRows());
        Map<String, Set<String>> extra = SharedTarget.marks(since.added());
        RowImage expected = new RowImage(Map.of());
        shared.source.schema().forEach(expected::of);
        for (Row row : start.all()) {
            boolean replaced = onConflict == OnConflict.UPDATE && has(archived, row);
            boolean removed = deleteExtra && has(extra, row);
            if (!replaced && !removed) {
                expected.add(List.of(row));
            }
        }
        List<Row> coming = new ArrayList<>();
        for (Row row : shared.ownRows()) {
            if (onConflict == OnConflict.UPDATE || !has(there, row)) {
                coming.add(row);
            }
        }
        expected.add(coming);
        return expected.text();
    }

    private static boolean has(Map<String, Set<String>> marks, Row row) {
        return marks.getOrDefault(row.table().name, Set.of()).contains(row.mark());
    }

    /** The neighbours, and the tenant as an import would have left it: all by plain inserts. */
    private static RowImage withTheTenant(SharedTarget shared) {
        RowImage image = new RowImage(Map.of());
        shared.source.schema().forEach(image::of);
        image.add(shared.neighbours.image().all());
        image.add(shared.sharedRows(shared.neighbours.image(), false));
        image.add(shared.ownRows());
        return image;
    }

    private void count(Optional<DecantException> refused) {
        endings.merge(refused.map(e -> e.code().name()).orElse("IMPORTED"), 1, Integer::sum);
    }
}
