package io.decant.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every example of docs/MODEL.md. */
class ModelDocTest {
    private static final Pattern EXAMPLE = Pattern.compile(
            "### ([^\n]+)\n(?:(?!### ).)*?```schema\n(.*?)```\n```yaml\n(.*?)```\n```plan\n(.*?)```", Pattern.DOTALL);

    private static String document() throws IOException {
        return Files.readString(Path.of("..", "docs", "MODEL.md"));
    }

    static Stream<Arguments> examples() throws IOException {
        Matcher matcher = EXAMPLE.matcher(document());
        List<Arguments> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(Arguments.of(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
        }
        return found.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void doesWhatTheDocumentSays(String title, String tables, String yaml, String said) {
        Schema schema = TestSchemas.schema(tables);
        ExportPlan plan = ExportPlan.of(schema, ModelReader.read(yaml, "decant.yaml"));
        List<String> lines = new ArrayList<>(plan.explanations());
        plan.checks().forEach(c -> lines.add(c.kind() + " " + c.table().name() + ": " + c.explanation()));

        assertThat(lines).as(title).containsExactlyElementsOf(said.lines().toList());
    }

    @Test
    void findsEveryExample() throws IOException {
        assertThat(examples()).hasSize(8);
    }
}
