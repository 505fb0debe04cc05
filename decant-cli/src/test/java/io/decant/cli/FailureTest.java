package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailureTest {
    private static final String ROW_VALUE = "Key (email)=(ann@example.com)";

    @Test
    void whatADriverSaysIsReplacedSinceItQuotesRows() {
        Failure failure = Failure.of(new SQLException("duplicate key. Detail: " + ROW_VALUE, "23505", 0));
        assertThat(failure.exitCode()).isEqualTo(4);
        assertThat(failure.message())
                .contains("a constraint", "23505", "--debug")
                .doesNotContain("ann@example.com");
    }

    @Test
    void aFaultOfOursAsksToBeReportedAndQuotesNothing() {
        Failure failure = Failure.of(new IllegalStateException(ROW_VALUE));
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.message()).contains("report", "--debug").doesNotContain("ann@example.com");
    }

    @Test
    void aFileThatFailsIsNoFaultOfOurs() {
        assertThat(Failure.of(new UncheckedIOException(new IOException("x"))).exitCode())
                .isEqualTo(5);
    }

    @Test
    void everyCodeHasItsOutcomesExitCode() {
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(Failure.of(new DecantException(code, "why")).exitCode())
                    .isEqualTo(code.outcome().exitCode());
        }
    }
}
