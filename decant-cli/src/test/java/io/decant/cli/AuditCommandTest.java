package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code decant audit} prints, and what not. */
class AuditCommandTest {
    /** Keys that nothing but {@code --rows} may print. */
    private static final String KEY = "4711001";

    @TempDir
    private Path folder;

    private ShopDatabase shop;

    @BeforeEach
    void fillTheShop() throws IOException, SQLException {
        shop = ShopDatabase.filled(folder);
    }

    private CommandRun audit(String... more) {
        String[] words = {"audit", "--db", shop.url(), "--model", shop.model().toString()};
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return CommandRun.of(all);
    }

    private void plantFaults() throws SQLException {
        shop.run("INSERT INTO line VALUES (4711001, 999, NULL), (4711002, 998, 'ann@example.com');"
                + "INSERT INTO orders VALUES (4711003, 'gh?ost', NULL);");
    }

    @Test
    void aCleanDatabaseIsClean() {
        assertThat(audit().exitCode()).isZero();
        assertThat(audit().out()).isEqualTo("Clean: nothing lost, nothing foreign.\n");
        assertThat(audit("--tenant", "acme", "--rows").out()).isEqualTo("Clean: nothing lost, nothing foreign.\n");
        assertThat(audit("--json", "--rows").out()).contains("\"clean\" : true", "\"rows\" : [ ]", "\"all\"");
    }

    @Test
    void findingsAreCountedAndNoKeyIsPrintedUnasked() throws SQLException {
        plantFaults();
        for (CommandRun run : new CommandRun[] {
            audit(), audit("--tenant", "acme"), audit("--json"), audit("--json", "--tenant", "acme"), audit("--debug")
        }) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.all()).doesNotContain("4711", ShopDatabase.SECRET, "gh?ost");
        }
        assertThat(audit().out())
                .containsPattern("line +nobodys +2 ")
                .containsPattern("orders +orphan +1 ")
                .contains("tables: line: {exclude: \"why it never leaves\"}", "the same with --rows")
                .contains("2 findings. Mend the rows, or say in " + shop.model());
        assertThat(audit("--tenant", "nobody").exitCode()).isEqualTo(3);
    }

    @Test
    void withRowsTheKeysComeFirstAndOnStdoutOnly() throws SQLException {
        plantFaults();
        CommandRun run = audit("--rows");
        assertThat(run.out())
                .startsWith("main.line, nobodys: rows belong to nobody, and stay\n  id=" + KEY + "\n  id=4711002\n"
                        + "main.orders, orphan: ")
                .contains("  id=4711003\n\ntable")
                .doesNotContain(ShopDatabase.SECRET, "the same with --rows");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void jsonIsOneDocumentWhoseRowsPointAtTheirFindings() throws SQLException {
        plantFaults();
        JsonNode document =
                JsonMapper.shared().readTree(audit("--rows", "--json").out());
        assertThat(document.get("clean").asBoolean()).isFalse();
        assertThat(document.get("tenants").asString()).isEqualTo("all");
        assertThat(document.get("rows")).hasSize(3);
        JsonNode row = document.get("rows").get(2);
        assertThat(row.get("key").get("id").asString()).isEqualTo("4711003");
        JsonNode finding = document.get("findings").get(row.get("finding").asInt());
        assertThat(finding.get("kind").asString()).isEqualTo("orphan");
        assertThat(finding.get("name").asString()).isEqualTo("orders");
        assertThat(finding.get("rows").asInt()).isEqualTo(1);
        assertThat(finding.get("waysOut").get(0).get("section").asString()).isEqualTo("tables");
    }

    @Test
    void ctrlCEndsALongAuditWith130()
            throws IOException, SQLException, InterruptedException, ExecutionException, TimeoutException {
        // Every row is compared with every other: it would take hours.
        Path model = Files.writeString(
                folder.resolve("slow.yaml"),
                "tenant: {table: account, columns: [tenant]}\ntables:\n  content: {referenced: {owned: true}}\n");
        ShopDatabase slow = new ShopDatabase(folder.resolve("slow.db"), model);
        slow.run("CREATE TABLE account (name TEXT PRIMARY KEY);CREATE TABLE content (id INTEGER PRIMARY KEY);"
                + "CREATE TABLE document (id INTEGER PRIMARY KEY, tenant TEXT NOT NULL REFERENCES account (name),"
                + " content INTEGER REFERENCES content (id));"
                + "INSERT INTO account VALUES ('acme');INSERT INTO content VALUES (1);"
                + "INSERT INTO document WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
                + " SELECT i, 'acme', 1 FROM n;");
        Interruption interruption = new Interruption();
        SynchronousQueue<Thread> begun = new SynchronousQueue<>();
        ExecutorService worker = Executors.newSingleThreadExecutor();
        Future<CommandRun> audit = worker.submit(() -> {
            interruption.tells(Thread.currentThread());
            begun.put(Thread.currentThread());
            try {
                return CommandRun.with(
                        Map.of(), interruption, "audit", "--db", slow.url(), "--model", model.toString());
            } finally {
                interruption.workEnded();
            }
        });
        begun.take();
        interruption.stop();
        CommandRun run = audit.get(60, TimeUnit.SECONDS);
        assertThat(run.exitCode()).isEqualTo(130);
        assertThat(run.err()).contains("interrupted");
        worker.shutdown();
    }
}
