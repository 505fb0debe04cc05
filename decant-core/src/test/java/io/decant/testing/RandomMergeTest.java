package io.decant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.ImportOptions;
import io.decant.ImportOptions.OnConflict;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive comes a second time, into a database where its tenant is, has lived on, and has neighbours. Rows of the others
 * stay byte for byte; the tenant's become what a comparison of rows in memory says.
 */
class RandomMergeTest {
    private static final int CASES = 6;

    @RegisterExtension
    final Campaign campaign = new Campaign();

    @TempDir
    Path folder;

    @Test
    void theSameArchiveAgainIsRefused() throws Exception {
        campaign.run(CASES, seed -> again(seed, OnConflict.FAIL));
    }

    @Test
    void theSameArchiveAgainIsNothingToSkip() throws Exception {
        Assumptions.assumeTrue(ImportFeature.SKIP.there());
        campaign.run(CASES, seed -> again(seed, OnConflict.SKIP));
    }

    @Test
    void theSameArchiveAgainIsNothingToUpdate() throws Exception {
        Assumptions.assumeTrue(ImportFeature.UPDATE.there());
        campaign.run(CASES, seed -> again(seed, OnConflict.UPDATE));
    }

    @Test
    void whatTheTenantDidSinceStaysWithSkip() throws Exception {
        Assumptions.assumeTrue(ImportFeature.SKIP.there());
        campaign.run(CASES, seed -> merge(seed, OnConflict.SKIP, false, true));
    }

    @Test
    void whatTheTenantChangedSinceIsUndoneWithUpdate() throws Exception {
        Assumptions.assumeTrue(ImportFeature.UPDATE.there());
        campaign.run(CASES, seed -> merge(seed, OnConflict.UPDATE, false, true));
    }

    @Test
    void whatTheTenantAddedSinceGoesWithDeleteExtra() throws Exception {
        Assumptions.assumeTrue(ImportFeature.UPDATE.there());
        campaign.run(CASES, seed -> merge(seed, OnConflict.UPDATE, true, true));
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

    private void merge(long seed, OnConflict onConflict, boolean deleteExtra, boolean passesAround) throws Exception {
        SharedTarget shared = new SharedTarget(seed, folder);
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
                merge(shared, archive, target, new MergeOracle(shared, image, onConflict, deleteExtra), onConflict, deleteExtra);
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
