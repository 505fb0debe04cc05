package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a checkout of its own, where the build and Java are scripts that tell what they were asked. */
class LauncherTest {
    @TempDir
    private Path checkout;

    private Path jdk;

    @BeforeEach
    void layACheckout() throws IOException {
        Path launcher = checkout.resolve("decant");
        Files.copy(repository().resolve("decant"), launcher);
        executable(launcher);
        for (String module : new String[] {"decant-core", "decant-cli"}) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main"));
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "");
        }
        Files.writeString(checkout.resolve("pom.xml"), "");
        script(
                checkout.resolve("mvnw"),
                "echo built \"$@\" >> builds.txt",
                "mkdir -p decant-cli/target/quick && echo jar > decant-cli/target/quick/decant.jar");
        jdk = checkout.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"21.0.2\"\n");
        script(jdk.resolve("bin/java"), "printf '%s\\n' \"$@\"");
        script(jdk.resolve("bin/javac"), "");
    }

    @Test
    void buildsOnFirstUseAndSaysSo() throws IOException, InterruptedException {
        Ran first = launch(Map.of(), "plan", "--tenant", "a b");
        assertThat(first.exitCode).isZero();
        assertThat(first.err)
                .isEqualTo("decant: building it first, which takes a minute (later starts do not wait) ...\n");
        assertThat(first.out)
                .endsWith("-jar\n" + checkout.toRealPath().resolve("target/decant.jar") + "\nplan\n--tenant\na b\n");
        Ran second = launch(Map.of(), "plan");
        assertThat(second.err).isEmpty();
        assertThat(checkout.resolve("builds.txt")).hasContent("built -q -Dquick -pl decant-cli -am package");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws IOException, InterruptedException {
        launch(Map.of(), "plan");
        Path source = Files.writeString(checkout.resolve("decant-core/src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(launch(Map.of(), "plan").err).contains("its sources have changed");
        assertThat(Files.readAllLines(checkout.resolve("builds.txt"))).hasSize(2);
    }

    @Test
    void aFailedBuildShowsItsEndAndWhereAllOfItIs() throws IOException, InterruptedException {
        script(checkout.resolve("mvnw"), "echo the reason", "exit 1");
        Ran run = launch(Map.of(), "plan");
        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains("the reason", "target/decant-build.log");
        assertThat(launch(Map.of(), "plan").err).contains("building it first");
    }

    @Test
    void aJavaThatIsTooOldIsNamed() throws IOException, InterruptedException {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.22\"\n");
        Ran run = launch(Map.of(), "plan");
        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.err).contains("Java 17 or newer is needed", "11.0.22");
        assertThat(checkout.resolve("builds.txt")).doesNotExist();
    }

    @Test
    void aWrongJavaHomeIsNamed() throws IOException, InterruptedException {
        Ran run = launch(Map.of("JAVA_HOME", "/nowhere"), "plan");
        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.err).contains("JAVA_HOME is /nowhere");
    }

    @Test
    void aRuntimeWithoutACompilerIsToldApart() throws IOException, InterruptedException {
        Files.delete(jdk.resolve("bin/javac"));
        Ran run = launch(Map.of("PATH", pathWithoutJavac()), "plan");
        assertThat(run.err).contains("a runtime without a compiler");
        assertThat(run.exitCode).isEqualTo(2);
    }

    @Test
    void theUsersOptionsComeLastSoThatTheyWin() throws IOException, InterruptedException {
        Ran run = launch(Map.of("DECANT_OPTS", "-Xmx1g -Dx=y"), "plan");
        assertThat(run.out.indexOf("-Xmx1g\n-Dx=y\n")).isGreaterThan(run.out.indexOf("-Xmx256m\n"));
    }

    @Test
    void classesAreSavedOnceForEachJava() throws IOException, InterruptedException {
        Path calls = checkout.resolve("calls.txt");
        script(
                jdk.resolve("bin/java"),
                "echo \"$*\" >> " + calls,
                "for word in \"$@\"; do",
                "  case \"$*,$word\" in *-Xshare:dump*,-XX:SharedArchiveFile=*) echo saved > \"${word#*=}\" ;; esac",
                "done");
        launch(Map.of(), "plan");
        launch(Map.of(), "plan");
        List<String> lines = Files.readAllLines(calls);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).contains("-XX:DumpLoadedClassList=", " io.decant.cli.Training ");
        assertThat(lines.get(1)).contains("-Xshare:dump", "-XX:SharedClassListFile=");
        assertThat(lines.subList(2, 4)).allMatch(l -> l.contains("-XX:SharedArchiveFile=") && l.endsWith(" plan"));
        Path other = checkout.resolve("other-jdk");
        Files.createDirectories(other.resolve("bin"));
        Files.copy(jdk.resolve("release"), other.resolve("release"));
        Files.copy(jdk.resolve("bin/java"), other.resolve("bin/java"));
        launch(Map.of("JAVA_HOME", other.toString()), "plan");
        assertThat(Files.readAllLines(calls).subList(4, 7))
                .element(0)
                .asString()
                .contains(" io.decant.cli.Training ");
    }

    @Test
    void startsThroughASymbolicLinkAndFromAnotherFolder() throws IOException, InterruptedException {
        Path link = Files.createDirectories(checkout.resolve("bin")).resolve("decant");
        Files.createSymbolicLink(link, Path.of("../decant"));
        Process process = process(link, Map.of(), "plan").start();
        assertThat(read(process).out).endsWith("\nplan\n");
    }

    @Test
    void theServiceIsAProgramOfItsOwnAndBuiltOnlyWhenItIsAskedFor() throws IOException, InterruptedException {
        for (String module : new String[] {"decant-spring-boot-starter", "decant-server"}) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main"));
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "");
        }
        script(
                checkout.resolve("mvnw"),
                "echo built \"$@\" >> builds.txt",
                "mkdir -p decant-server/target/quick && echo jar > decant-server/target/quick/decant-server-all.jar");
        Path jar = checkout.toRealPath().resolve("target/decant-server.jar");
        assertThat(launch(Map.of(), "serve", "--config", "a b").out)
                .endsWith("-jar\n" + jar + "\nserve\n--config\na b\n");
        assertThat(launch(Map.of(), "help", "keys").out).endsWith("-jar\n" + jar + "\nkeys\n--help\n");
        assertThat(checkout.resolve("builds.txt")).hasContent("built -q -Dquick -pl decant-server -am package");
        assertThat(checkout.resolve("target/decant.jar")).doesNotExist();
    }

    private record Ran(int exitCode, String out, String err) {}

    private Ran launch(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        return read(process(checkout.resolve("decant"), environment, words).start());
    }

    private ProcessBuilder process(Path launcher, Map<String, String> environment, String... words) {
        String[] command = new String[words.length + 1];
        command[0] = launcher.toString();
        System.arraycopy(words, 0, command, 1, words.length);
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
        builder.environment().remove("DECANT_OPTS");
        builder.environment().remove("JAVA_OPTS");
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    private static Ran read(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out, err);
    }

    /** A folder with what the launcher calls, and nothing else. */
    private String pathWithoutJavac() throws IOException {
        Path tools = Files.createDirectories(checkout.resolve("tools"));
        for (String tool :
                new String[] {"bash", "env", "dirname", "readlink", "find", "mkdir", "flock", "sed", "head"}) {
            for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
                Path file = Path.of(folder, tool);
                if (Files.isExecutable(file) && !Files.exists(tools.resolve(tool))) {
                    script(tools.resolve(tool), "exec " + file + " \"$@\"");
                }
            }
        }
        return tools.toString();
    }

    private static Path repository() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    private static void script(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
