package io.decant.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestPostgresTest {

    @Test
    void givesEachCallerAnEmptyDatabaseOfItsOwn() throws SQLException {
        TestPostgres first = TestPostgres.newDatabase("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (NULL)");
        TestPostgres second = TestPostgres.newDatabase("CREATE TABLE t (a text)");

        assertThat(Rows.of(first, "SELECT a FROM t ORDER BY a")).containsExactly(List.of("1"), Rows.row((String) null));
        assertThat(Rows.of(second, "SELECT a FROM t")).isEmpty();
    }

    @Test
    void asksOtherRolesForTheirPassword() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("CREATE ROLE reader_a LOGIN PASSWORD 'right'");

        assertThat(Rows.value(database.as("reader_a", "right"), "SELECT current_user"))
                .isEqualTo("reader_a");
        assertThatThrownBy(() -> database.as("reader_a", "wrong").getConnection())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void servesWithDefaultsThatNobodyShouldLeanOn() throws SQLException {
        TestPostgres database = TestPostgres.newDatabase();

        assertThat(Rows.of(database, "SELECT name, reset_val FROM pg_settings WHERE source = 'command line'"))
                .contains(List.of("IntervalStyle", "postgres_verbose"), List.of("bytea_output", "escape"));
        assertThat(Rows.value(database, "SELECT 'a' < 'B'")).isEqualTo("t");
    }
}
