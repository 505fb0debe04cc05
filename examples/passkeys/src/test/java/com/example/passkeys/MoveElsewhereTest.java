package com.example.passkeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.testing.TestPostgres;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A customer moves to an installation of its own, on another database product, while everybody goes on working. */
class MoveElsewhereTest {
    private static final String USUAL = "register,signin,backup";
    private static final String MAIL = "link-that-dies-within-the-hour";

    private final Random random = new Random(94);

    @TempDir
    Path folder;

    @Test
    void aCustomerMovesWhileAllAreWrittenTo() throws Exception {
        TestPostgres postgres = TestPostgres.newDatabase();
        try (Instance one = Instance.start(
                        folder.resolve("one"),
                        "--spring.datasource.url=" + postgres.jdbcUrl(),
                        "--spring.datasource.username=" + postgres.user(),
                        "--spring.datasource.password=" + postgres.password());
                Instance two = Instance.start(
                        folder.resolve("two"),
                        "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")) {
            String acme = one.newApplication("acme", USUAL);
            String globex = one.newApplication("globex", USUAL);
            addWhatHasNoEndpoint(one.database());

            String job = backUpWhileWrittenTo(one, acme, globex);
            assertThatNobodyElseSees(job, one, globex);
            byte[] manifest = one.call(acme, "GET", job + "/manifest").body();

            String atTwo = two.newApplication("acme", USUAL + ",restore");
            HttpResponse<byte[]> opened = two.send(atTwo, "POST", "/restore", manifest);
            assertThat(opened.statusCode()).isEqualTo(201);
            assertThat(Instance.json(opened).get("differences").size()).isZero();
            String restore = opened.headers().firstValue("Location").orElseThrow();
            Map<String, byte[]> files = download(one, acme, job, Instance.json(opened));
            assertThatSecretsStayed(files.values(), manifest, one.database());
            upload(two, atTwo, restore, files);
            assertThat(two.call(atTwo, "POST", restore + "/start").statusCode()).isEqualTo(202);
            // The secrets that acme had take the place of the one it was born with here.
            two.until(acme, "/restore/jobs", answer -> answer.statusCode() != 401);
            assertThat(two.call(atTwo, "GET", restore).statusCode()).isEqualTo(401);
            assertThat(two.call(acme, "GET", restore).statusCode()).isEqualTo(200);
            JsonNode restored = Instance.json(two.until(acme, restore, Instance::hasEnded));
            assertThat(restored.get("status").stringValue()).as("%s", restored).isEqualTo("completed");

            assertThatOneMomentArrived(one.database(), two.database());
            assertThatOthersDidNot(one.database(), two.database());
            assertThatPeopleSignIn(two, acme);
        } finally {
            postgres.drop();
        }
    }

    /** @return where the job is, which has completed */
    private static String backUpWhileWrittenTo(Instance one, String acme, String globex) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Writer> writers = List.of(
                new Writer(one, acme, "ann", stop),
                new Writer(one, acme, "bob", stop),
                new Writer(one, globex, "cyd", stop));
        ExecutorService threads = Executors.newFixedThreadPool(writers.size());
        try {
            List<Future<Void>> working = writers.stream().map(threads::submit).toList();
            one.until(
                    acme,
                    "/backup/jobs",
                    answer -> writers.stream().allMatch(w -> w.signIns() > 12)
                            || working.stream().anyMatch(Future::isDone));
            HttpResponse<byte[]> scheduled = one.call(acme, "POST", "/backup/schedule");
            assertThat(scheduled.statusCode()).isEqualTo(202);
            String job = scheduled.headers().firstValue("Location").orElseThrow();
            JsonNode ended = Instance.json(one.until(acme, job, Instance::hasEnded));
            assertThat(ended.get("status").stringValue()).as("%s", ended).isEqualTo("completed");
            List<Integer> before = writers.stream().map(Writer::signIns).toList();
            one.until(
                    acme,
                    job,
                    answer -> writers.stream().allMatch(w -> w.signIns() > before.get(writers.indexOf(w)) + 3)
                            || working.stream().anyMatch(Future::isDone));
            stop.set(true);
            for (Future<Void> worker : working) {
                worker.get();
            }
            return job;
        } finally {
            stop.set(true);
            threads.shutdown();
        }
    }

    /** Rows of both in tables that the service's endpoints do not write. */
    private static void addWhatHasNoEndpoint(DataSource database) throws Exception {
        for (String app : List.of("acme", "globex")) {
            Table.change(
                    database,
                    "INSERT INTO \"Authenticators\" VALUES ('" + app + "', '" + UUID.randomUUID()
                            + "', '2024-03-11 14:38:10.123456Z', TRUE)",
                    "INSERT INTO \"AuthenticationConfigurations\" VALUES ('" + app
                            + "', 'step-up', 'required', 90.5, '',"
                            + " 'ops', '2024-03-11 14:38:10Z', NULL, NULL, NULL)",
                    "INSERT INTO \"PeriodicCredentialReports\" VALUES ('" + app + "', '2026-03-29', 3, 2)",
                    "INSERT INTO \"PeriodicActiveUserReports\" VALUES ('" + app + "', '2026-03-29', 1, 2, 3)",
                    "INSERT INTO \"DispatchedEmails\" VALUES ('" + UUID.randomUUID() + "', '" + app
                            + "', '2026-03-29 01:30:00Z', 'ann-0', 'ann@mail.example', '" + MAIL + "')",
                    "UPDATE \"AccountInfo\" SET \"DeleteAt\" = '2030-01-01 00:00:00Z', \"CreatedAt\" = '0001-01-01 00:00:00Z'"
                            + " WHERE \"AcountName\" = '" + app + "'");
        }
    }

    private static void assertThatNobodyElseSees(String job, Instance one, String globex) throws Exception {
        for (String what : List.of("", "/manifest", "/archive.zip", "/files/data/Credentials/00001.csv")) {
            assertThat(one.call(globex, "GET", job + what).statusCode())
                    .as(what)
                    .isEqualTo(404);
        }
        assertThat(one.json(globex, "/backup/jobs").size()).isZero();
    }

    private static Map<String, byte[]> download(Instance one, String secret, String job, JsonNode opened)
            throws Exception {
        Map<String, byte[]> files = new HashMap<>();
        for (JsonNode file : opened.get("files")) {
            String path = file.get("path").stringValue();
            HttpResponse<byte[]> answer = one.call(secret, "GET", job + "/files/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            files.put(path, answer.body());
        }
        assertThat(files).containsKeys("data/Credentials/00001.csv", "data/ApplicationEvents/00001.csv");
        return files;
    }

    private static void assertThatSecretsStayed(Iterable<byte[]> files, byte[] manifest, DataSource source)
            throws Exception {
        List<String> secrets = new ArrayList<>(List.of(MAIL, "globex"));
        Table.rows(source, "SELECT \"KeyMaterial\" FROM \"TokenKeys\"").forEach(row -> secrets.add(row.get(0)));
        assertThat(secrets).hasSize(4);
        List<byte[]> all = new ArrayList<>(List.of(manifest));
        files.forEach(all::add);
        for (byte[] file : all) {
            assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain(secrets);
        }
    }

    /** In no order, and one of them breaks off in the middle. */
    private void upload(Instance two, String secret, String restore, Map<String, byte[]> files) throws Exception {
        List<String> paths = new ArrayList<>(files.keySet());
        Collections.sort(paths);
        Collections.shuffle(paths, random);
        String broken = "data/ApplicationEvents/00001.csv";
        two.breakOff(secret, restore + "/files/" + broken, files.get(broken));
        HttpResponse<byte[]> early = two.call(secret, "POST", restore + "/start");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(Instance.json(early).get("details").size()).isEqualTo(files.size());
        for (String path : paths) {
            assertThat(two.send(secret, "PUT", restore + "/files/" + path, files.get(path))
                            .statusCode())
                    .as(path)
                    .isEqualTo(204);
        }
    }

    private static void assertThatOneMomentArrived(DataSource one, DataSource two) throws Exception {
        String credentials =
                "SELECT \"DescriptorId\", \"PublicKey\", \"UserHandle\", \"UserId\", \"Nickname\", \"AaGuid\","
                        + " \"CreatedAt\", \"Country\", \"BackupState\", \"IsDiscoverable\", \"SignatureCounter\" FROM"
                        + " \"Credentials\" WHERE \"Tenant\" = 'acme'";
        String events = "SELECT \"PerformedBy\", \"PerformedAt\", \"EventType\", \"Subject\", \"Id\", \"ApiKeyId\","
                + " \"Message\", \"Severity\" FROM \"ApplicationEvents\" WHERE \"TenantId\" = 'acme'";
        List<List<String>> arrived = Table.rows(two, events);
        List<List<String>> all = Table.rows(one, events);
        assertThat(arrived.size()).isPositive().isLessThan(all.size());
        // Each writer does one thing after the other: what arrived is all that it had done up to a moment.
        for (String writer : List.of("ann-", "bob-")) {
            List<List<String>> its = by(writer, arrived);
            Instant last = its.stream()
                    .map(e -> Instant.parse(e.get(1)))
                    .max(Instant::compareTo)
                    .orElseThrow();
            assertThat(its)
                    .containsExactlyInAnyOrderElementsOf(by(writer, all).stream()
                            .filter(e -> !Instant.parse(e.get(1)).isAfter(last))
                            .toList());
        }
        // A counter rises in the transaction that logs the sign-in, and so do they in any one moment.
        Map<String, Long> signIns = arrived.stream()
                .filter(e -> e.get(2).equals("1103"))
                .collect(Collectors.groupingBy(e -> e.get(3), Collectors.counting()));
        Map<String, List<String>> before = Table.rows(one, credentials).stream()
                .collect(Collectors.toMap(c -> c.get(0), c -> c.subList(0, c.size() - 1)));
        List<List<String>> restored = Table.rows(two, credentials);
        for (List<String> credential : restored) {
            String counter = credential.get(credential.size() - 1);
            assertThat(counter).isEqualTo(Long.toString(signIns.getOrDefault(credential.get(0), 0L)));
            assertThat(credential.subList(0, credential.size() - 1)).isEqualTo(before.get(credential.get(0)));
        }
        assertThat(restored).hasSize((int)
                arrived.stream().filter(e -> e.get(2).equals("1002")).count());
        String aliases = "SELECT \"Alias\", \"UserId\", \"Plaintext\" FROM \"Aliases\" WHERE \"Tenant\" = 'acme'";
        assertThat(Table.rows(one, aliases)).containsAll(Table.rows(two, aliases));
        assertThat(Table.count(two, "\"Aliases\"")).isEqualTo(restored.size());
    }

    private static List<List<String>> by(String writer, List<List<String>> events) {
        return events.stream().filter(e -> e.get(0).startsWith(writer)).toList();
    }

    /** Tables that nobody wrote to are equal; nothing in the target is anybody else's. */
    private static void assertThatOthersDidNot(DataSource one, DataSource two) throws Exception {
        for (String table : List.of(
                "ApiKeys",
                "AppFeatures",
                "Authenticators",
                "AuthenticationConfigurations",
                "PeriodicCredentialReports",
                "PeriodicActiveUserReports")) {
            String its = "SELECT * FROM \"" + table + "\" WHERE \"Tenant\" = 'acme'";
            assertThat(Table.rows(two, its)).as(table).hasSize(1).isEqualTo(Table.rows(one, its));
            assertThat(Table.count(two, "\"" + table + "\"")).as(table).isOne();
        }
        for (String table : List.of("Aliases", "Credentials")) {
            assertThat(Table.count(two, "\"" + table + "\" WHERE \"Tenant\" <> 'acme'"))
                    .as(table)
                    .isZero();
            assertThat(Table.count(one, "\"" + table + "\" WHERE \"Tenant\" = 'globex'"))
                    .as(table)
                    .isPositive();
        }
        assertThat(Table.count(two, "\"ApplicationEvents\" WHERE \"TenantId\" <> 'acme'"))
                .isZero();
        assertThat(Table.count(two, "\"DispatchedEmails\"")).isZero();
        assertThat(Table.rows(two, "SELECT \"AcountName\", \"CreatedAt\", \"DeleteAt\" FROM \"AccountInfo\""))
                .hasToString("[[acme, 0001-01-01T00:00:00Z, null]]");
        String keys = "SELECT \"KeyMaterial\" FROM \"TokenKeys\"";
        assertThat(Table.rows(one, keys)).hasSize(2).doesNotContainAnyElementsOf(Table.rows(two, keys));
        assertThat(Table.count(two, "\"TokenKeys\"")).isOne();
    }

    private void assertThatPeopleSignIn(Instance two, String acme) throws Exception {
        JsonNode passkey = two.json(acme, "/users/ann-0/credentials").get(0);
        byte[] id = passkey.get("credentialId").binaryValue();
        long counter = passkey.get("signatureCounter").longValue();
        assertThat(counter).isPositive();
        assertThat(Writer.signIn(two, acme, "ann-0", id, counter).statusCode()).isEqualTo(401);
        HttpResponse<byte[]> signedIn = Writer.signIn(two, acme, "ann-0", id, counter + 1);
        assertThat(signedIn.statusCode()).isEqualTo(200);
        assertThat(Instance.json(signedIn).get("userId").stringValue()).isEqualTo("ann-0");
        Writer.register(two, acme, "new", random);
    }
}
