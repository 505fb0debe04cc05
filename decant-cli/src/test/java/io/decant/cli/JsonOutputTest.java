package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonOutput json = new JsonOutput(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void aRunThatAnswersNothingPrintsNoDocument() {
        json.end();
        assertThat(bytes.size()).isZero();
    }

    @Test
    void whatIsUnknownIsNull() {
        json.count("rows", -1);
        json.count("bytes", 7);
        json.texts("notes", List.of("é"));
        json.end();
        assertThat(text()).isEqualTo("{\"rows\":null,\"bytes\":7,\"notes\":[\"é\"]}");
    }

    @Test
    void aFailureHalfWayLeavesOneWholeDocument() {
        json.generator().writeArrayPropertyStart("rows");
        json.generator().writeStartObject();
        json.generator().writeObjectPropertyStart("key");
        json.fail(new Failure(ErrorCode.DATABASE, "gone"));
        json.end();
        assertThat(text())
                .isEqualTo(
                        "{\"rows\":[{\"key\":{}}],\"error\":{\"code\":\"DATABASE\",\"exitCode\":4,\"message\":\"gone\"}}");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replaceAll("\\s", "");
    }
}
