package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Keys made, listed and revoked by the command, beside a service that runs. */
class KeysCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(words);
    }

    @Test
    void aKeyWorksAsSoonAsItIsMadeAndEndsWhenItIsRevoked() throws Exception {
        try (Served served = Served.start(folder)) {
            String config = folder.resolve("decant-server.yaml").toString();
            assertThat(run("keys", "create", "--tenant", "globex", "--name", "migration", "--config", config))
                    .as(err.toString())
                    .isZero();
            String secret = out.toString().strip();
            assertThat(secret).startsWith("globex:secret:").doesNotContain("\n");
            assertThat(served.call("GET", "/backup/jobs", "ApiSecret", secret).statusCode())
                    .isEqualTo(200);
            assertThat(run("keys", "list", "--config", config)).isZero();
            assertThat(out.toString())
                    .contains("globex", "export,read", "migration")
                    .doesNotContain(secret);
            String id = out.toString()
                    .lines()
                    .filter(line -> line.contains("migration"))
                    .map(line -> line.split(" ", 2)[0])
                    .findFirst()
                    .orElseThrow();
            assertThat(run("keys", "revoke", id, "--config", config)).isZero();
            assertThat(served.call("GET", "/backup/jobs", "ApiSecret", secret).statusCode())
                    .isEqualTo(401);
            assertThat(run("keys", "revoke", id, "--config", config)).isEqualTo(2);
            assertThat(err.toString()).contains("revoked already");
        }
    }

    @Test
    void wrongWordsAreTold() {
        assertThat(run("keys", "create")).isEqualTo(2);
        assertThat(err.toString()).contains("--tenant");
        assertThat(run("keys", "create", "--tenant", "a", "--scope", "all")).isEqualTo(2);
        assertThat(err.toString()).contains("--scope", "EXPORT");
        assertThat(run("keys", "revoke", "acme:secret:x")).isEqualTo(2);
        assertThat(err.toString()).contains("no id of a key").doesNotContain("acme:secret:x");
        assertThat(run("serve", "--confg", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--config");
        assertThat(run("keys")).isEqualTo(2);
    }
}
