package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors as the reference quotes them, with a value in each place where the server puts one. */
class MsSqlFailureTest {
    private static final String VALUE = "s3cret'); x";

    static Stream<Arguments> errors() {
        return Stream.of(
                error(
                        2627,
                        "Violation of PRIMARY KEY constraint 'PK_users'. Cannot insert duplicate key in object 'dbo.users'. The"
                                + " duplicate key value is (" + VALUE + ").",
                        ErrorCode.IMPORT_COLLISION,
                        "(PK_users, dbo.users)"),
                error(
                        2601,
                        "Cannot insert duplicate key row in object 'dbo.users' with unique index 'ix'. The duplicate key value"
                                + " is (" + VALUE + ").",
                        ErrorCode.IMPORT_COLLISION,
                        "(dbo.users, ix)"),
                error(2627, "Verletzung der Einschränkung " + VALUE, ErrorCode.IMPORT_COLLISION, "another row"),
                error(
                        547,
                        "The INSERT statement conflicted with the FOREIGN KEY constraint \"FK_a\". The conflict occurred in"
                                + " database \"shop\", table \"dbo.parent\", column 'id'.",
                        ErrorCode.IMPORT_REFUSED,
                        "(FK_a, dbo.parent)"),
                error(
                        547,
                        "The UPDATE statement conflicted with the FOREIGN KEY SAME TABLE constraint \"FK_b\". The conflict"
                                + " occurred in database \"shop\", table \"dbo.node\", column 'id'.",
                        ErrorCode.IMPORT_REFUSED,
                        "(FK_b, dbo.node)"),
                error(
                        515,
                        "Cannot insert the value NULL into column 'code', table 'shop.dbo.parent'; column does not allow nulls."
                                + " INSERT fails.",
                        ErrorCode.IMPORT_REFUSED,
                        "(code, shop.dbo.parent)"),
                error(
                        2628,
                        "String or binary data would be truncated in table 'shop.dbo.t', column 'c'. Truncated value: '"
                                + VALUE + "'.",
                        ErrorCode.VALUE_UNREPRESENTABLE,
                        "(shop.dbo.t, c)"),
                error(
                        245,
                        "Conversion failed when converting the nvarchar value '" + VALUE + "' to data type int.",
                        ErrorCode.VALUE_UNREPRESENTABLE,
                        "error 245"),
                error(
                        220,
                        "Arithmetic overflow error for data type tinyint, value = " + VALUE + ".",
                        ErrorCode.VALUE_UNREPRESENTABLE,
                        "error 220"),
                error(50000, "A trigger says " + VALUE, ErrorCode.IMPORT_REFUSED, "trigger"),
                error(
                        13559,
                        "Cannot insert rows in a temporal history table '" + VALUE + "'.",
                        ErrorCode.IMPORT_REFUSED,
                        "exclude"),
                error(3952, VALUE, ErrorCode.DATABASE, "ALLOW_SNAPSHOT_ISOLATION ON"),
                error(3961, VALUE, ErrorCode.DATABASE, "try again"),
                error(4711, VALUE, ErrorCode.DATABASE, "error 4711"));
    }

    private static Arguments error(int number, String message, ErrorCode code, String says) {
        return Arguments.of(number, message, code, says);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void saysWhatAnErrorMeansAndNeverAValue(int number, String message, ErrorCode code, String says) {
        SQLException cause = new SQLException(message, "23000", number);
        DecantException failure = new MsSqlDialect().sql().failure("cannot load dbo.users", cause);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure)
                .hasMessageStartingWith("cannot load dbo.users: ")
                .hasMessageContaining(says)
                .hasCause(cause);
        assertThat(failure.getMessage()).doesNotContain("s3cret");
    }
}
