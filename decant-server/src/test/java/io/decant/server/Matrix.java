package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.spring.Scope;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Two tenants of one service with a backup and an upload each, and everything that they were answered. */
final class Matrix implements AutoCloseable {
    private static final Set<String> OF_THE_MOMENT = Set.of("date", "keep-alive", "connection");

    private final Served served;
    private final Described api = Described.read();
    private final List<Party> parties = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();

    /**
     * A tenant.
     *
     * @param backup id of a completed one
     * @param restore id of one that waits for its files
     * @param file a part of the backup
     * @param content of that part
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Party(
            String name,
            String owner,
            String reader,
            String revoked,
            String backup,
            String restore,
            byte[] manifest,
            String file,
            byte[] content) {
        String marker() {
            return "planted-for-" + name;
        }
    }

    /**
     * What somebody who acts as a tenant was answered.
     *
     * @param text headers and body; the id that was asked for, which is echoed, is left out
     */
    record Answer(Party to, String request, int status, String text) {}

    private Matrix(Served served) {
        this.served = served;
    }

    static Matrix start(Path folder) throws Exception {
        String url = "jdbc:h2:mem:matrix;DB_CLOSE_DELAY=-1";
        try (Connection database = DriverManager.getConnection(url);
                Statement sql = database.createStatement()) {
            sql.execute("CREATE TABLE shops (name VARCHAR(50) PRIMARY KEY, title VARCHAR(200))");
            sql.execute("CREATE TABLE notes (id BIGINT PRIMARY KEY, shop VARCHAR(50) NOT NULL REFERENCES shops,"
                    + " text VARCHAR(200))");
            sql.execute("INSERT INTO shops VALUES ('amber', 'planted-for-amber'), ('cobalt', 'planted-for-cobalt')");
            sql.execute("INSERT INTO notes SELECT x, 'amber', 'planted-for-amber ' || x FROM system_range(1, 7)");
            sql.execute("INSERT INTO notes SELECT x, 'cobalt', 'planted-for-cobalt ' || x FROM system_range(20, 31)");
        }
        Path model = Files.writeString(
                folder.resolve("decant.yaml"), "tenant: {table: shops, key: [name], columns: [shop]}\n");
        Served served = Served.start(folder, "database.url: " + url, "model: " + model);
        Matrix matrix = new Matrix(served);
        try {
            matrix.parties.add(matrix.party("amber"));
            matrix.parties.add(matrix.party("cobalt"));
        } catch (Exception | AssertionError failed) {
            served.close();
            throw failed;
        }
        return matrix;
    }

    private Party party(String name) throws Exception {
        String owner = served.key(name);
        String path = served.backup(owner);
        byte[] manifest =
                ok(served.call("GET", path + "/manifest", "ApiSecret", owner)).body();
        String file = served.ended(owner, path)
                .get("archive")
                .get("tables")
                .get(0)
                .get("parts")
                .get(0)
                .get("path")
                .stringValue();
        byte[] content = ok(served.call("GET", path + "/files/" + file, "ApiSecret", owner))
                .body();
        HttpResponse<byte[]> restore = ok(served.send("POST", "/restore", manifest, "ApiSecret", owner));
        String revoked = served.key(name);
        Keys keys = served.bean(Keys.class);
        assertThat(keys.revoke(keys.of(revoked).orElseThrow().id(), "test")).isTrue();
        return new Party(
                name,
                owner,
                served.key(name, EnumSet.of(Scope.READ)),
                revoked,
                path.substring(path.lastIndexOf('/') + 1),
                Served.json(restore).get("jobId").stringValue(),
                manifest,
                file,
                content);
    }

    private static HttpResponse<byte[]> ok(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isLessThan(300);
        return answer;
    }

    Served served() {
        return served;
    }

    List<Party> parties() {
        return parties;
    }

    Party other(Party party) {
        return parties.get(party.equals(parties.get(0)) ? 1 : 0);
    }

    /** Headers by the kind of key, for whoever acts as this tenant or pretends to. */
    Map<String, String[]> keys(Party party) {
        Map<String, String[]> keys = new LinkedHashMap<>();
        keys.put("owner", new String[] {"ApiSecret", party.owner()});
        keys.put("reader", new String[] {"ApiSecret", party.reader()});
        keys.put("revoked", new String[] {"ApiSecret", party.revoked()});
        keys.put("none", new String[0]);
        keys.put("manager", new String[] {"ManagementKey", Served.MANAGER, KeyResolver.TENANT, party.name()});
        keys.put("manager for nobody", new String[] {"ManagementKey", Served.MANAGER});
        return keys;
    }

    /**
     * Asks, and keeps the answer.
     *
     * @param id is not looked for in the answer, as it was in the question
     */
    Answer ask(Party as, String method, String path, String id, byte[] body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        if (path.equals("/backup/schedule")) {
            all.addAll(List.of("Idempotency-Key", "the same of both"));
        }
        HttpResponse<byte[]> answer = served.send(method, path, body, all.toArray(String[]::new));
        api.check(method, path, answer);
        String head = new TreeMap<>(answer.headers().map())
                .entrySet().stream()
                        .filter(h -> !OF_THE_MOMENT.contains(h.getKey()))
                        .map(h -> h.getKey() + ": " + h.getValue() + "\n")
                        .collect(Collectors.joining());
        String text = answer.statusCode() + "\n" + head + new String(answer.body(), StandardCharsets.ISO_8859_1);
        Answer kept = new Answer(as, method + " " + path, answer.statusCode(), text.replace(id, "{id}"));
        answers.add(kept);
        return kept;
    }

    /** All that is kept of a tenant, as its owner sees it. */
    List<String> state(Party party) throws Exception {
        List<String> state = new ArrayList<>();
        for (String path : List.of(
                "/backup/jobs", "/restore/jobs", "/backup/jobs/" + party.backup(), "/restore/" + party.restore())) {
            state.add(new String(
                    ok(served.call("GET", path, "ApiSecret", party.owner())).body(), StandardCharsets.UTF_8));
        }
        return state;
    }

    /** Looks for everything of each tenant in the answers to the other, and in those to itself, where it must be. */
    void assertNothingIsTold() throws Exception {
        for (Party party : parties) {
            Set<String> secrets = secrets(party);
            secrets.removeAll(secrets(other(party)));
            assertThat(secrets).as("ids, digests, hashes and marks").hasSizeGreaterThan(8);
            List<String> told = answers.stream()
                    .filter(answer -> !answer.to().equals(party))
                    .filter(answer -> secrets.stream().anyMatch(answer.text()::contains))
                    .map(answer -> answer.request() + "\n" + answer.text())
                    .toList();
            assertThat(told).as("told of " + party.name()).isEmpty();
            assertThat(secrets.stream()
                            .filter(secret ->
                                    answers.stream().anyMatch(a -> a.text().contains(secret))))
                    .as("these are seen by the tenant itself, or it is not known how they look")
                    .hasSizeGreaterThan(6);
        }
    }

    private Set<String> secrets(Party party) throws Exception {
        Set<String> secrets = new TreeSet<>(Set.of(party.name(), party.marker(), party.owner(), party.reader()));
        for (String list : List.of("/backup/jobs", "/restore/jobs")) {
            for (JsonNode job : Served.json(ok(served.call("GET", list, "ApiSecret", party.owner())))) {
                secrets.add(job.get("jobId").stringValue());
            }
        }
        JsonNode archive = Served.json(
                        ok(served.call("GET", "/backup/jobs/" + party.backup(), "ApiSecret", party.owner())))
                .get("archive");
        for (JsonNode table : archive.get("tables")) {
            secrets.add(table.get("digest").stringValue());
            for (JsonNode part : table.get("parts")) {
                secrets.add(part.get("sha256").stringValue());
            }
        }
        return secrets;
    }

    @Override
    public void close() {
        served.close();
    }
}
