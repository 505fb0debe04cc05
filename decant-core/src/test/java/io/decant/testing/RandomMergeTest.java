package io.decant.testing;

import static io.decant.testing.TestProduct.H2;
import static io.decant.testing.TestProduct.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.decant.ImportOptions;
import io.decant.ImportOptions.OnConflict;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.testing.RandomTable.Role;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive comes a second time, into a database where its tenant is, has lived on, and has neighbours. Rows of the others
 * stay byte for byte; the tenant's become what a comparison of rows in memory says.
 */
@Tag("random")
class RandomMergeTest {
    private static final int CASES = 4;

    @RegisterExtension
    final Campaign campaign = new Campaign();

    @TempDir
    Path folder;

    @Test
    void theSameArchiveAgainIsRefused() throws Exception {
        campaign.run(CASES, seed -> again(target(seed), OnConflict.FAIL));
    }

    @Test
    void theSameArchiveAgainIsNothingToSkip() throws Exception {
        campaign.run(CASES, seed -> again(target(seed), OnConflict.SKIP));
    }

    @Test
    void theSameArchiveAgainIsNothingToUpdate() throws Exception {
        campaign.run(CASES, seed -> again(target(seed), OnConflict.UPDATE));
    }

    @Test
    void whatTheTenantDidSinceStaysWithSkip() throws Exception {
        campaign.run(CASES, seed -> merge(target(seed), OnConflict.SKIP, false, true));
    }

    @Test
    void whatTheTenantChangedSinceIsUndoneWithUpdate() throws Exception {
        campaign.run(CASES, seed -> merge(target(seed), OnConflict.UPDATE, false, true));
    }

    @Test
    void whatTheTenantAddedSinceGoesWithDeleteExtra() throws Exception {
        campaign.run(CASES, seed -> merge(target(seed), OnConflict.UPDATE, true, true));
    }

    @Test
    void casesThatFailedOnceDoSoNoMore() {
        // the tops of trees were left out of exports from H2
        onceMore(H2, 7897497955013395143L, shared -> again(shared, OnConflict.SKIP));
        onceMore(H2, 124248916742715380L, shared -> again(shared, OnConflict.FAIL));
        onceMore(H2, -2432898715964736544L, shared -> again(shared, OnConflict.UPDATE));
        onceMore(SQLITE, -7264137238391719124L, shared -> merge(shared, OnConflict.UPDATE, true, false));
        onceMore(SQLITE, -6966599424999082552L, shared -> merge(shared, OnConflict.UPDATE, true, false));
        onceMore(SQLITE, 2552124549335843587L, shared -> merge(shared, OnConflict.UPDATE, true, false));
        onceMore(SQLITE, 7771671224433932444L, shared -> merge(shared, OnConflict.UPDATE, true, false));
        // a row that would go is named until others have changed, and holds a unique value
        onceMore(SQLITE, -1686019062886056556L, shared -> merge(shared, OnConflict.UPDATE, true, true));
        // rows that would go and name each other in a circle, one of which holds a unique value
        onceMore(SQLITE, -315112633775306781L, shared -> merge(shared, OnConflict.UPDATE, true, true));
        // new rows of a table in which others are everybody's
        onceMore(SQLITE, 8484823991483585593L, shared -> merge(shared, OnConflict.UPDATE, true, true));
        // a private parent that only rows named which name another by now; one that names itself as well
        onceMore(SQLITE, -4644056833089707872L, shared -> merge(shared, OnConflict.SKIP, false, true));
        onceMore(SQLITE, -2666057439464529231L, shared -> merge(shared, OnConflict.SKIP, false, true));
        // a row that stays names another by a value that an update takes away: a dry run did not see it
        onceMore(SQLITE, -2069171008238535775L, shared -> merge(shared, OnConflict.UPDATE, false, true));
        // a part of a key in a table with rows of everybody's, of which two rows have the same
        campaign.again(-5264969503061216231L, seed -> again(target(seed), OnConflict.SKIP));
        // a value changes back by which another row names this one, and H2 checks at once
        campaign.again(2010043196389386760L, seed -> merge(target(seed), OnConflict.UPDATE, true, true));
    }

    /** What is played with a source, an archive and a target. */
    @FunctionalInterface
    private interface Merge {
        void play(SharedTarget shared) throws Exception;
    }

    private void onceMore(TestProduct product, long seed, Merge merge) {
        if (TestProduct.always().contains(product)) {
            campaign.again(seed, s -> merge.play(new SharedTarget(s, folder, product)));
        }
    }

    private SharedTarget target(long seed) throws Exception {
        return new SharedTarget(seed, folder);
    }

    private void again(SharedTarget shared, OnConflict onConflict) throws Exception {
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
                    assertThat(refused.map(DecantException::code))
                            .isEqualTo(onlyRoot ? Optional.empty() : Optional.of(ErrorCode.IMPORT_COLLISION));
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

    private void merge(SharedTarget shared, OnConflict onConflict, boolean deleteExtra, boolean passesAround)
            throws Exception {
        try {
            Path archive = shared.export();
            RowImage image = withTheTenant(shared);
            LivedOn since = new LivedOn(image, SharedTarget.marks(shared.ownRows()), shared.random);
            since.edit();
            since.remove();
            since.add();
            if (passesAround) {
                new PassedAround(image, shared.key(), shared.ownRows(), shared.random).pass();
            }
            DataSource target = shared.target(image);
            try {
                merge(
                        shared,
                        archive,
                        target,
                        new MergeOracle(shared, image, onConflict, deleteExtra),
                        onConflict,
                        deleteExtra);
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
            MergeOracle oracle,
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
        if (refused.isPresent()) {
            assertThat(DatabaseDigest.of(target)).isEqualTo(whole);
            assertRefusedRightly(shared, refused.get(), oracle);
            return;
        }
        count(refused);
        assertThat(oracle.against()).as("why it cannot be imported").isEmpty();
        assertThat(SharedTarget.digests(target, others)).as("the others' rows").isEqualTo(othersDigests);
        assertThat(shared.read(target).text()).isEqualTo(oracle.after().text());
    }

    private void assertRefusedRightly(SharedTarget shared, DecantException refused, MergeOracle oracle) {
        if (shared.isCycleThatCannotBe(refused)) {
            campaign.ended("a cycle that H2 cannot load");
            return;
        }
        campaign.ended(refused.code() + (oracle.against().isEmpty() ? " of what may be refused" : ""));
        assertThat(refused.code())
                .as(refused.getMessage() + ", where " + oracle.against())
                .isIn(ErrorCode.IMPORT_COLLISION, ErrorCode.IMPORT_REFUSED);
        assertThat(oracle.against().size() + oracle.passedAround().size())
                .as("reasons to refuse, where it says " + refused.getMessage())
                .isPositive();
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
        campaign.ended(refused.map(e -> e.code().name()).orElse("IMPORTED"));
    }
}
