package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain-1.zip", "with blank", "it's", "$HOME `id` \"x\"", "a\nb", "", "*"})
    void aShellReadsBackTheWordThatWasQuoted(String word) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + Shell.quote(word)).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(word);
    }
}
