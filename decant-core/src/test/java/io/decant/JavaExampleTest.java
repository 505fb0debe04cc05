package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Fixture;
import io.decant.testing.TestProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/JAVA.md: compiled, run, and the same to the letter. */
class JavaExampleTest {
    private static final Fixture SHOP = Fixture.named("shop");

    @TempDir
    Path folder;

    // begin of the example
    static boolean move(DataSource source, DataSource target, Path modelFile, Path archive) throws IOException {
        TenantModel model = ModelReader.read(Files.readString(modelFile), modelFile.toString());
        TenantKey tenant = TenantKey.of("1");

        ExportReport exported =
                new Exporter(source, model).export(tenant, archive, ExportOptions.DEFAULT.withJobs(2), Progress.NONE);
        VerifyReport verified = new Verifier(Progress.NONE).verify(archive);
        ImportReport imported =
                new Importer(target, model).importArchive(archive, ImportOptions.DEFAULT, Progress.NONE);
        CompareReport compared =
                new Comparer(Progress.NONE, null).compare(archive, target, model, List.of(), null, null, null);

        return verified.sound() && compared.equal() && exported.rows() == imported.rows();
    }
    // end of the example

    @Test
    void theExampleRuns() throws Exception {
        DataSource source = TestProduct.H2.newDatabase(folder);
        DataSource target = TestProduct.H2.newDatabase(folder);
        try (Connection from = source.getConnection();
                Connection to = target.getConnection()) {
            SHOP.create(from, TestProduct.H2);
            SHOP.createTables(to, TestProduct.H2);
        }
        Path model = Files.writeString(folder.resolve("decant.yaml"), SHOP.model(TestProduct.H2));
        assertThat(move(source, target, model, folder.resolve("archive"))).isTrue();
    }

    @Test
    void thePageShowsThisVeryCode() throws Exception {
        List<String> source = Files.readAllLines(Path.of("src/test/java/io/decant/JavaExampleTest.java"));
        int begin = source.indexOf("    // begin of the example");
        int end = source.indexOf("    // end of the example");
        String code = source.subList(begin + 1, end).stream()
                .map(line -> line.startsWith("    ") ? line.substring(4) : line)
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(Path.of("../docs/JAVA.md"))).contains("```java\n" + code + "\n```");
    }
}
