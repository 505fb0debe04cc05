package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.MaxRate;
import io.decant.error.DecantException;
import io.decant.spring.DecantProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration file may say, and what it is told where it may not. */
class SettingsTest {
    @TempDir
    Path folder;

    private Settings read(String yaml) throws Exception {
        return Settings.read(Files.writeString(folder.resolve("config.yaml"), yaml));
    }

    @Test
    void whatTheFileSaysCounts() throws Exception {
        DecantProperties settings =
                read("decant:\n  retention: 30d\n  jobs:\n    workers: 3\n").bind(DecantProperties.class);
        assertThat(settings.retention()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.jobs().workers()).isEqualTo(3);
        assertThat(settings.jobs().attempts()).isEqualTo(3);
    }

    @Test
    void settingsOfThePartsAreTakenToo() throws Exception {
        Settings settings =
                read("server.port: 9000\nlogging.level.io.decant: debug\nspring.main.lazy-initialization: true\n");
        assertThat(settings.environment().getProperty("server.port")).isEqualTo("9000");
    }

    @ParameterizedTest
    @CsvSource({
        "decant.retentoin, retention",
        "decant.jobs.worker, workers",
        "decant.database.uri, url",
        "server.prot, port",
        "nothing.of.this, ''"
    })
    void whatThereIsNotIsToldWithItsLineAndWhatThereIs(String name, String instead) {
        assertThatThrownBy(() -> read("# a comment\n" + name + ": 7\n"))
                .isInstanceOf(DecantException.class)
                .hasMessageContaining("config.yaml, line 2: " + name + " is no setting")
                .hasMessageContaining(instead);
    }

    @Test
    void aValueOfAnotherKindIsToldWithItsLine() throws Exception {
        Settings settings = read("decant:\n  data: x\n  retention: soon\n");
        assertThatThrownBy(() -> settings.bind(DecantProperties.class))
                .isInstanceOf(DecantException.class)
                .hasMessageContaining("config.yaml, line 3: decant.retention cannot be read as a Duration");
    }

    @Test
    void anExportsPaceIsReadAndAWrongOneAnsweredByWhatIsRight() throws Exception {
        DecantProperties settings =
                read("decant:\n  max-rate: 20MB/s\n  max-snapshot-age: 30m\n").bind(DecantProperties.class);
        assertThat(settings.maxRate()).isEqualTo(MaxRate.of("20MB/s"));
        assertThat(settings.maxSnapshotAge()).isEqualTo(Duration.ofMinutes(30));
        Settings wrong = read("decant:\n  max-rate: fast\n");
        assertThatThrownBy(() -> wrong.bind(DecantProperties.class))
                .isInstanceOf(DecantException.class)
                .hasMessageContaining("config.yaml, line 2: decant.max-rate cannot be read as a MaxRate")
                .hasMessageContaining("write 50000rows/s, 20MB/s");
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() {
        assertThatThrownBy(() -> read("decant:\n  data: [\n"))
                .isInstanceOf(DecantException.class)
                .hasMessageContaining("config.yaml, line 3: this is no YAML");
        assertThatThrownBy(() -> Settings.read(folder.resolve("nowhere.yaml")))
                .isInstanceOf(DecantException.class)
                .hasMessageContaining("nowhere.yaml cannot be read");
    }

    @Test
    void secretsAreMaskedWhereSettingsAreShown() throws Exception {
        Settings settings = read("""
                decant:
                  database:
                    url: jdbc:postgresql://me:hush1@host/db?user=a&password=hush2&sslmode=require
                    password: hush3
                    password-file: /run/secrets/db
                  management-key: hush4
                  jobs:
                    url: jdbc:sqlserver://host;user=a;password=hush5;encrypt=true
                    password: hush6
                """);
        assertThat(String.join("\n", settings.shown()))
                .doesNotContain("hush")
                .contains("jdbc:postgresql://***@host/db?user=a&password=***&sslmode=require")
                .contains("decant.jobs.url = jdbc:sqlserver://host;user=a;password=***;encrypt=true")
                .contains("decant.database.password-file = /run/secrets/db")
                .contains("decant.management-key = ***")
                .contains("server.port = 8080");
    }

    @Test
    void theSampleIsServedOnlyWhereNoDatabaseIsSet() throws Exception {
        assertThat(read("decant.data: x\n").sample()).isTrue();
        assertThat(read("decant.database.url: jdbc:h2:mem:x\n").sample()).isFalse();
    }
}
