package io.decant.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a process of its own, which may be killed and paused. It ends when this JVM does, however that ends. */
final class Replica implements AutoCloseable {
    /** Small, so that nothing may grow with a queue or a table. */
    static final String HEAP = "112m";

    private static final Pattern ADDRESS = Pattern.compile("Decant serves at (http://[^ ]+)/\\.");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;

    private Replica(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** What the process runs: the service, until whoever started it is no more and closes our input by that. */
    static final class Child {
        private Child() {}

        public static void main(String[] words) {
            Thread watch = new Thread(Child::endWithParent, "parent-watch");
            watch.setDaemon(true);
            watch.start();
            Main.main(words);
        }

        private static void endWithParent() {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException gone) {
                // As good as the end.
            }
            Runtime.getRuntime().halt(1);
        }
    }

    /** @param log takes what the process says */
    static Replica start(Path config, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                "serve",
                "--config",
                config.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Replica(process, log);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Where it serves; empty before it does. */
    Optional<String> address() throws IOException {
        Matcher address = ADDRESS.matcher(said());
        return address.find() ? Optional.of(address.group(1)) : Optional.empty();
    }

    String said() throws IOException {
        return Files.readString(log);
    }

    /** Asks as the manager, for a tenant. Whoever is killed meanwhile gives no answer. */
    HttpResponse<String> call(String tenant, String method, String path, String... headers)
            throws IOException, InterruptedException {
        String address = address().orElseThrow(() -> new IOException("it does not serve yet"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(10))
                .header("ManagementKey", Served.MANAGER)
                .header("Decant-Tenant", tenant)
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void wake() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}
