package io.decant.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.schema.Schema;
import io.decant.testing.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every example of docs/MODEL.md. */
class ModelDocTest {
    static List<Shape> examples() {
        return Shape.in(Path.of("..", "docs", "MODEL.md"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void doesWhatTheDocumentSays(Shape shape) {
        Schema schema = TestSchemas.schema(shape.block("schema"));
        ExportPlan plan = ExportPlan.of(schema, ModelReader.read(shape.block("yaml"), "decant.yaml"));
        List<String> lines = new ArrayList<>(plan.explanations());
        plan.checks().forEach(c -> lines.add(c.kind() + " " + c.table().name() + ": " + c.explanation()));

        assertThat(lines)
                .as(shape.title())
                .containsExactlyElementsOf(shape.block("plan").lines().toList());
    }

    @Test
    void findsEveryExample() {
        assertThat(examples()).hasSize(13);
    }
}
