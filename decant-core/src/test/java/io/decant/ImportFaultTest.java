package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.DatabaseDigest;
import io.decant.testing.DrillShop;
import io.decant.testing.FailingDatabase;
import io.decant.testing.Faults;
import io.decant.testing.Faults.Kind;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An import fails at its n-th word to the database, for every n: the target is as it was, by a digest of all of it, and the
 * next import works. A build takes samples of n, others each time; {@code -Ddecant.faults=1} takes all.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ImportFaultTest {
    private static final int EACH = Integer.getInteger("decant.faults", 0);
    private static final TenantModel MODEL = ModelReader.read(DrillShop.MODEL, "drill.yaml");

    @TempDir
    Path folder;

    static Stream<Arguments> everyWay() {
        return TestProduct.drilled().stream()
                .flatMap(product -> ImportCombination.ALL.stream()
                        .flatMap(way -> Stream.of(Kind.values()).map(kind -> Arguments.of(product, way, kind))));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void atWhateverStepItFailsTheTargetIsAsItWas(TestProduct product, ImportCombination way, Kind kind)
            throws Exception {
        Path archive = archive(product);
        DataSource target = product.newDatabase(folder);
        DrillShop.create(target, product);
        try (Connection control = target.getConnection()) {
            failAtEveryStep(target, control, archive, way, kind, EACH > 0 ? EACH : stride(product));
        }
        product.drop(target);
    }

    /** Where a session is a process, steps are taken by samples, others each time. */
    private static int stride(TestProduct product) {
        return product == TestProduct.POSTGRESQL ? 19 : 7;
    }

    private static void failAtEveryStep(
            DataSource target, Connection control, Path archive, ImportCombination way, Kind kind, int each)
            throws Exception {
        DrillShop.set(control, way.scene());
        DatabaseDigest before = DatabaseDigest.of(control);
        // Counters that one import has moved need not be moved again, so that the next has fewer steps.
        assertThat(importInto(target, archive, way)).isEmpty();
        DrillShop.set(control, way.scene());
        Faults counted = Faults.none();
        importInto(FailingDatabase.of(target, counted), archive, way).ifPresent(failure -> {
            throw failure;
        });
        DatabaseDigest after = DatabaseDigest.of(control);
        assertThat(after).isNotEqualTo(before);

        int steps = counted.steps().size();
        for (int n = 1 + new Random().nextInt(each); n <= steps; n += each) {
            DrillShop.set(control, way.scene());
            Faults faults = FailingDatabase.at(target, n, kind);
            Optional<DecantException> failure = importInto(FailingDatabase.of(target, faults), archive, way);
            String at = "step " + n + " of " + steps + ": " + counted.steps().get(n - 1);
            assertThat(faults.happened()).as(at).isTrue();
            if (failure.isPresent()) {
                assertThat(failure.get().code()).as(at).isEqualTo(ErrorCode.DATABASE);
                assertThat(failure.get()).as(at).hasMessageNotContainingAny(Faults.SECRET, "ada@", "Tenant a");
                assertThat(DatabaseDigest.of(control)).as(at).isEqualTo(before);
                assertThat(importInto(target, archive, way)).as("after " + at).isEmpty();
            } // else what failed came after the commit
            DatabaseDigest now = DatabaseDigest.of(control);
            assertThat(now).as("complete after " + at).isNotEqualTo(before);
            if (way.repeatable()) {
                assertThat(now).as("complete after " + at).isEqualTo(after);
            }
        }
    }

    private static Optional<DecantException> importInto(DataSource target, Path archive, ImportCombination way) {
        try {
            new Importer(target, MODEL).importArchive(archive, way.options(), Progress.NONE);
            return Optional.empty();
        } catch (DecantException failure) {
            return Optional.of(failure);
        }
    }

    private Path archive(TestProduct product) throws Exception {
        DataSource source = product.newDatabase(folder);
        DrillShop.create(source, product);
        DrillShop.fill(source);
        Path archive = folder.resolve("a");
        new Exporter(source, MODEL).export(TenantKey.of("a"), archive, ExportOptions.DEFAULT, Progress.NONE);
        product.drop(source);
        return archive;
    }
}
