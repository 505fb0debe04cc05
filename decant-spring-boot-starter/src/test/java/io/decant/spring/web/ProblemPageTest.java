package io.decant.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.error.ErrorCode;
import io.decant.spring.job.RefusedException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of all problem codes. With {@code -Ddocs.update=true} it is written, otherwise it must be right. */
class ProblemPageTest {
    private static final Path PAGE = Path.of("..", "docs", "PROBLEMS.md");

    private static final String HEAD = """
            # Problems of the API

            Every refusal is `application/problem+json` (RFC 9457): `type` (`urn:decant:problem:` and the code), `title`, `status`,
            `detail` for people, and the stable `code` for programs; `details` where there is a list, `job` where another job stands
            in the way. Made by `ProblemPageTest` from `ProblemCode` and `ErrorCode`; do not edit.

            | code | status | what it means | what to do |
            | --- | --- | --- | --- |
            """;

    private static final String ENGINE = """

            ## Codes of the engine

            They come in problem documents with this status, and as `failure.code` of a job that has failed.
            [ERRORS.md](ERRORS.md) says what each means; there they are in capitals. A job's `failure.code` may be `cancelled`, too.

            | code | status |
            | --- | --- |
            """;

    @Test
    void thePageHasEveryCode() throws IOException {
        String page = HEAD
                + Arrays.stream(ProblemCode.values())
                        .map(code -> "| `" + code.text() + "` | "
                                + code.status().value() + " | " + code.meaning() + " | " + code.nextStep() + " |\n")
                        .collect(Collectors.joining())
                + ENGINE
                + Arrays.stream(ErrorCode.values())
                        .map(code -> "| `" + code.text() + "` | "
                                + ProblemCode.status(code).value() + " |\n")
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("bring it up to date with -Dtest=ProblemPageTest -Ddocs.update=true")
                .content()
                .isEqualTo(page);
    }

    @ParameterizedTest
    @EnumSource
    void eachReasonOfARefusalIsACode(Reason reason) {
        assertThat(ProblemCode.valueOf(reason.name()).text()).isEqualTo(reason.text());
    }

    /** Whoever knows the one knows the other. */
    @Test
    void aCodeThatTheEngineHasTooHasOneStatus() {
        Set<String> codes = Arrays.stream(ProblemCode.values()).map(Enum::name).collect(Collectors.toSet());
        assertThat(ErrorCode.values())
                .filteredOn(code -> codes.contains(code.name()))
                .isNotEmpty()
                .allSatisfy(code ->
                        assertThat(ProblemCode.valueOf(code.name()).status()).isEqualTo(ProblemCode.status(code)));
    }
}
