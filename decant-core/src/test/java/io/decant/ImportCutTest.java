package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.CuttingProxy;
import io.decant.testing.CuttingProxy.Direction;
import io.decant.testing.DatabaseDigest;
import io.decant.testing.DrillShop;
import io.decant.testing.TestPostgres;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The wire to the server breaks in the middle of a message: the target is as it was. Only where the answer to the commit is
 * lost, nobody can tell, and the rows may be in. {@code -Ddecant.cuts=500} makes a long run of it.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImportCutTest {
    private static final int CUTS = Integer.getInteger("decant.cuts", 5);
    private static final long SEED = Long.getLong("decant.seed", System.nanoTime());
    private static final TenantModel MODEL = ModelReader.read(DrillShop.MODEL, "drill.yaml");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void theTargetIsAsItWas(Direction direction) throws Exception {
        Path archive = archive();
        TestPostgres target = TestPostgres.newDatabase();
        DrillShop.create(target, TestProduct.POSTGRESQL);
        Random random = new Random(SEED);
        try (Connection control = target.getConnection()) {
            for (ImportCombination way : ImportCombination.ALL) {
                cutAgainAndAgain(target, control, archive, way, direction, random);
            }
        }
        target.drop();
    }

    private static void cutAgainAndAgain(
            TestPostgres target,
            Connection control,
            Path archive,
            ImportCombination way,
            Direction direction,
            Random random)
            throws Exception {
        DrillShop.set(control, way.scene());
        DatabaseDigest before = DatabaseDigest.of(control);
        long whole;
        try (CuttingProxy wire = new CuttingProxy(target, direction, Long.MAX_VALUE)) {
            importInto(wire.database(), archive, way);
            whole = wire.passed();
        }
        DatabaseDigest after = DatabaseDigest.of(control);
        for (int i = 0; i < CUTS; i++) {
            DrillShop.set(control, way.scene());
            long limit = random.nextLong(whole);
            String at = way + ", cut after " + limit + " of " + whole + " bytes " + direction + ", seed " + SEED;
            try (CuttingProxy wire = new CuttingProxy(target, direction, limit)) {
                importInto(wire.database(), archive, way);
                assertComplete(way, control, before, after, at); // cut when it said good-bye
            } catch (DecantException failure) {
                assertThat(failure.code()).as(at).isEqualTo(ErrorCode.DATABASE);
                assertThat(failure).as(at).hasMessageNotContainingAny("ada@", "Tenant a");
                DatabaseDigest now = DatabaseDigest.of(control);
                if (!now.equals(before)) {
                    assertThat(failure.getMessage())
                            .as(at)
                            .containsAnyOf("cannot end the transaction", "it is not known whether the rows are in");
                    DrillShop.set(control, way.scene());
                }
                importInto(target, archive, way);
                assertComplete(way, control, before, after, "after " + at);
            }
        }
    }

    private static void assertComplete(
            ImportCombination way, Connection control, DatabaseDigest before, DatabaseDigest after, String when)
            throws Exception {
        assertThat(DatabaseDigest.of(control)).as(when).isNotEqualTo(before);
        if (way.repeatable()) {
            assertThat(DatabaseDigest.of(control)).as(when).isEqualTo(after);
        }
    }

    private static void importInto(DataSource target, Path archive, ImportCombination way) {
        new Importer(target, MODEL).importArchive(archive, way.options(), Progress.NONE);
    }

    private Path archive() throws Exception {
        DataSource source = TestProduct.SQLITE.newDatabase(folder);
        DrillShop.create(source, TestProduct.SQLITE);
        DrillShop.fill(source);
        Path archive = folder.resolve("a");
        new Exporter(source, MODEL).export(TenantKey.of("a"), archive, ExportOptions.DEFAULT, Progress.NONE);
        return archive;
    }
}
