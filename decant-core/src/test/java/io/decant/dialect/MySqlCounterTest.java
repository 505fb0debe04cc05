package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Table;
import io.decant.testing.Rows;
import io.decant.testing.SessionState;
import io.decant.testing.TestProduct;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers that an import reserves are nobody else's, whoever inserts meanwhile. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MySqlCounterTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String INSERT = "INSERT INTO counted (v) VALUES (1)";
    private static final String LAST = "SELECT LAST_INSERT_ID()";
    private static final String WAITING =
            "SELECT count(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE '%metadata lock%'"
                    + " AND DB = DATABASE()";

    static Stream<TestProduct> products() {
        return Stream.of(TestProduct.MARIADB, TestProduct.MYSQL).filter(TestProduct.available()::contains);
    }

    /** Something that another session does. */
    @FunctionalInterface
    private interface Act {
        void run() throws SQLException;
    }

    private static DataSource database(TestProduct product) throws SQLException {
        DataSource database = product.newDatabase(Path.of("."));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE counted (id bigint AUTO_INCREMENT PRIMARY KEY, v integer)");
            statement.execute("INSERT INTO counted (id) VALUES (40)");
        }
        return database;
    }

    private static BigInteger reserve(Connection connection, Duration patience, boolean keep) throws SQLException {
        MySqlProduct product = MySqlProduct.of(connection);
        Dialect dialect = Dialect.of(connection);
        Table table = dialect.readSchema(connection, List.of()).tables().get(0);
        return new MySqlCounter(connection, product, new MySqlFlavor(product), patience).reserve(table, "id", 10, keep);
    }

    private static long insert(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return insert(connection);
        }
    }

    private static long insert(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(INSERT);
        }
        return Long.parseLong(Rows.of(connection, LAST).get(0).get(0));
    }

    @ParameterizedTest
    @MethodSource("products")
    void anInsertBetweenTheLookAndTheMoveTakesNoNumberOfOurs(TestProduct product) throws Exception {
        DataSource database = database(product);
        long[] theirs = new long[2];
        try (Connection connection = database.getConnection()) {
            Connection watched = before(connection, "ALTER TABLE", () -> theirs[0] = insert(database));
            long ours = reserve(watched, LONG, true).longValueExact();
            theirs[1] = insert(database);
            assertThat(theirs[0]).isEqualTo(41);
            assertThat(Arrays.stream(theirs)).allMatch(n -> n < ours || n >= ours + 10);
        }
        product.drop(database);
    }

    @ParameterizedTest
    @MethodSource("products")
    void soDoesAnInsertThatIsCommittedWhileTheMoveWaitsForIt(TestProduct product) throws Exception {
        DataSource database = database(product);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection other = database.getConnection();
                Connection connection = database.getConnection()) {
            other.setAutoCommit(false);
            long first = insert(other);
            Future<BigInteger> reserved = thread.submit(() -> reserve(connection, LONG, true));
            while (!reserved.isDone() && Rows.value(database, WAITING).equals("0")) {
                Thread.onSpinWait();
            }
            long second = insert(other);
            other.commit();
            long ours = reserved.get().longValueExact();
            assertThat(Stream.of(first, second, insert(database))).allMatch(n -> n < ours || n >= ours + 10);
        } finally {
            thread.shutdownNow();
        }
        product.drop(database);
    }

    @ParameterizedTest
    @MethodSource("products")
    void aTableThatStaysInUseIsWaitedForNoLongerThanSaidAndTheSessionIsAsItCame(TestProduct product) throws Exception {
        DataSource database = database(product);
        try (Connection other = database.getConnection();
                Connection connection = database.getConnection()) {
            other.setAutoCommit(false);
            insert(other);
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                SortedMap<String, String> before = SessionState.of(connection);
                assertThatThrownBy(() -> reserve(connection, Duration.ofSeconds(1), true))
                        .isInstanceOfSatisfying(SQLException.class, e -> {
                            DecantException told =
                                    new MySqlFlavor(MySqlProduct.MYSQL).failure("cannot reserve keys of counted", e);
                            assertThat(told.code()).isEqualTo(ErrorCode.DATABASE);
                            assertThat(told).hasMessageContainingAll("counted", "locked; try again");
                        });
                assertThat(SessionState.of(connection)).isEqualTo(before);
            }
            other.rollback();
            SortedMap<String, String> before = SessionState.of(connection);
            reserve(connection, LONG, true);
            assertThat(SessionState.of(connection)).isEqualTo(before);
            // No lock of ours is left that would make this wait.
            try (Statement statement = other.createStatement()) {
                statement.execute("SET lock_wait_timeout = 1");
                statement.execute("ALTER TABLE counted ADD w integer");
            }
        }
        product.drop(database);
    }

    @ParameterizedTest
    @MethodSource("products")
    void aRehearsalMovesNothing(TestProduct product) throws Exception {
        DataSource database = database(product);
        try (Connection connection = database.getConnection()) {
            assertThat(reserve(connection, LONG, false)).isEqualTo(41);
            assertThat(reserve(connection, LONG, true)).isEqualTo(41);
            assertThat(reserve(connection, LONG, false)).isEqualTo(51);
        }
        assertThat(insert(database)).isEqualTo(51);
        product.drop(database);
    }

    @ParameterizedTest
    @MethodSource("products")
    void numbersOfAMariaDbSequenceAreDrawnFromIt(TestProduct product) throws Exception {
        if (product != TestProduct.MARIADB) {
            return;
        }
        DataSource database = product.newDatabase(Path.of("."));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SEQUENCE numbers");
            statement.execute("CREATE TABLE counted (id bigint DEFAULT NEXTVAL(numbers) PRIMARY KEY, v integer)");
            statement.execute("INSERT INTO counted (id) VALUES (40)");
            Dialect dialect = Dialect.of(connection);
            Table table = dialect.readSchema(connection, List.of()).tables().stream()
                    .filter(t -> t.name().name().equals("counted"))
                    .findFirst()
                    .orElseThrow();
            NewKeys keys = dialect.writes().newKeys(connection, table, "id", 10, true);
            statement.execute(INSERT);
            assertThat(Rows.of(connection, "SELECT max(id) FROM counted")).isEqualTo(List.of(List.of("41")));
            assertThat(Rows.of(connection, "SELECT " + keys.next())).isEqualTo(List.of(List.of("42")));
        }
        product.drop(database);
    }

    /** The connection, on which something happens before a statement of this beginning is executed for the first time. */
    private static Connection before(Connection real, String beginning, Act act) {
        boolean[] done = {false};
        return wrapped(Connection.class, real, sql -> {
            if (!done[0] && sql.startsWith(beginning)) {
                done[0] = true;
                act.run();
            }
        });
    }

    /** Something that sees a statement's text before it is executed. */
    @FunctionalInterface
    private interface Witness {
        void sees(String sql) throws SQLException;
    }

    private static <T> T wrapped(Class<T> type, Object real, Witness witness) {
        return type.cast(Proxy.newProxyInstance(
                MySqlCounterTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("execute") && arguments[0] instanceof String sql) {
                        witness.sees(sql);
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        return method.getName().equals("createStatement")
                                ? wrapped(Statement.class, result, witness)
                                : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
