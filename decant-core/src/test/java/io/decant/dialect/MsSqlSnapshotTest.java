package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.TableName;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before a snapshot, by answers as the reference describes them. */
class MsSqlSnapshotTest {
    private static final TableName USERS = new TableName("dbo", "users");
    private static final String STATE = "SELECT d.snapshot_isolation_state";
    private static final String TABLES = "SELECT s.name, t.name";

    private final MsSqlDialect dialect = new MsSqlDialect();

    private Snapshot open(SentSql wire, int connections) throws SQLException {
        wire.answer("SELECT SYSUTCDATETIME()", SentSql.row(LocalDateTime.of(2024, 2, 29, 12, 0), 1));
        return dialect.openSnapshot(MsSqlSentTest.source(wire.connection()), connections, List.of(USERS));
    }

    @Test
    void refusesADatabaseThatDoesNotAllowSnapshotsAndSaysHowToAllowThem() {
        SentSql wire = new SentSql().answer(STATE, SentSql.row(0, 0, 0));
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> open(wire, 1))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE))
                .withMessageContaining("SET ALLOW_SNAPSHOT_ISOLATION ON");
        assertThat(wire.sent()).endsWith("(isolation 2)", "(close)").doesNotContain(MsSqlSnapshotSql.ISOLATION);
    }

    /** 2 and 3: on the way off, and on the way on. */
    @ParameterizedTest
    @CsvSource({"2", "3"})
    void refusesADatabaseThatIsOnItsWay(int state) {
        SentSql wire = new SentSql().answer(STATE, SentSql.row(state, 0, 0));
        assertThatExceptionOfType(DecantException.class).isThrownBy(() -> open(wire, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, security policy",
        "0, 1, 0, 0, GRANT UNMASK",
        "0, 0, 1, 0, memory-optimized",
        "0, 0, 0, 1, graph"
    })
    void refusesTablesThatWouldNotShowWhatIsInThem(int filtered, int masked, int inMemory, int graph, String why) {
        SentSql wire = new SentSql()
                .answer(STATE, SentSql.row(1, 0, 0))
                .answer(TABLES, SentSql.row("dbo", "users", filtered, masked, inMemory, graph));
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> open(wire, 1))
                .withMessageContaining("dbo.users")
                .withMessageContaining(why);
    }

    @Test
    void doesNotMindSuchTablesThatAreNotPlanned() throws SQLException {
        SentSql wire = new SentSql()
                .answer(STATE, SentSql.row(1, 0, 0))
                .answer(TABLES, SentSql.row("dbo", "others", 1, 1, 1, 1));
        try (Snapshot snapshot = open(wire, 3)) {
            assertThat(snapshot.connections()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 'read-only database, 3 connections'", "1, 'database snapshot, 3 connections'"})
    void readsWhatCannotChangeByAsManyConnectionsAsAreWanted(int databaseSnapshot, String means) throws SQLException {
        SentSql wire = new SentSql().answer(STATE, SentSql.row(0, 1, databaseSnapshot));
        try (Snapshot snapshot = open(wire, 3)) {
            assertThat(snapshot.connections()).hasSize(3);
            assertThat(snapshot.means()).isEqualTo(means);
        }
        assertThat(wire.sent()).doesNotContain(MsSqlSnapshotSql.ISOLATION);
    }
}
