package io.decant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Holds the lines between the rooms. A rule that matches no class fails, which is ArchUnit's default. */
class ArchitectureTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.decant");

    private static final String[] JAVA = {"java..", "javax.sql..", "org.jspecify.."};

    @Test
    void errorIsALeaf() {
        check(classes()
                .that()
                .resideInAPackage("io.decant.error")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with("io.decant.error"))
                .because("everything throws, so what is thrown may know nothing of the rest"));
    }

    @Test
    void schemaIsPureValues() {
        check(classes()
                .that()
                .resideInAPackage("io.decant.schema")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with("io.decant.schema", "io.decant.error"))
                .because("a catalog model that reads no catalog can be made by hand in a test"));
    }

    @Test
    void planKnowsNoDatabaseAndNoFile() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.decant.plan..", "io.decant.schema..", "io.decant.record..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "java.nio.file..",
                        "io.decant.dialect..",
                        "io.decant.archive..",
                        "io.decant")
                .because("closure, cycles and load order are tested in microseconds"));
    }

    @Test
    void dialectAndArchiveDoNotKnowEachOther() {
        check(noClasses()
                .that()
                .resideInAPackage("io.decant.dialect..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.decant.archive..", "io.decant")
                .because("only canonical bytes cross between them, and the root package joins them"));
        check(noClasses()
                .that()
                .resideInAPackage("io.decant.archive..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.decant.dialect..", "io.decant")
                .because("only canonical bytes cross between them, and the root package joins them"));
    }

    @Test
    void jdbcStaysInTheDialects() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.decant", "io.decant.dialect..", "io.decant.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.postgresql..")
                .because("an archive is read and checked without a database"));
    }

    @Test
    void filesAndTheirFormatsStayInTheArchive() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.decant.archive..", "io.decant.record", "io.decant.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.github.luben..", "java.util.zip..")
                .because("one package knows how bytes lie on disk"));
    }

    @Test
    void theEngineDoesNotPrint() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.decant", "io.decant.archive..", "io.decant.dialect..", "io.decant.plan..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("it also runs inside other people's applications"));
    }

    private static String[] with(String... packages) {
        String[] all = java.util.Arrays.copyOf(JAVA, JAVA.length + packages.length);
        System.arraycopy(packages, 0, all, JAVA.length, packages.length);
        return all;
    }

    private static void check(ArchRule rule) {
        rule.check(ENGINE);
    }
}
