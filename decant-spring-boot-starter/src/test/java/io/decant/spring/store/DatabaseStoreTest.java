package io.decant.spring.store;

import static io.decant.spring.store.StoreContract.FILE;
import static io.decant.spring.store.StoreContract.bytes;
import static io.decant.spring.store.StoreContract.text;
import static io.decant.spring.store.StoreContract.thenFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.decant.archive.ArchiveStore;
import io.decant.error.DecantException;
import io.decant.spring.job.Migrations;
import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

class DatabaseStoreTest {
    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class OnPostgres extends InTables {
        OnPostgres() {
            super(TestPostgres.newDatabase().jdbcUrl(), "postgres");
        }
    }

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class OnH2 extends InTables {
        OnH2() {
            super("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa");
        }
    }

    abstract static class InTables implements StoreContract {
        private final HikariDataSource database = new HikariDataSource();

        InTables(String url, String user) {
            database.setJdbcUrl(url);
            database.setUsername(user);
            database.setPassword("");
        }

        @BeforeAll
        void tables() {
            Migrations.JOBS.run(database);
        }

        @BeforeEach
        void empty() throws SQLException {
            try (Connection connection = database.getConnection();
                    Statement sql = connection.createStatement()) {
                sql.execute("DELETE FROM decant_chunk");
                sql.execute("DELETE FROM decant_file");
            }
        }

        @AfterAll
        void close() {
            database.close();
        }

        @Override
        public ArchiveStore store() {
            return new DatabaseStore(database, Clock.systemUTC());
        }

        @Test
        void nothingIsLeftInTheTablesOfWhatBrokeOffOrWasReplacedOrDeleted() throws Exception {
            ArchiveStore store = store();
            store.write("a-1", FILE, -1, new ByteArrayInputStream(bytes(3_000_000)));
            assertThatThrownBy(() -> store.write("a-1", FILE, -1, thenFails(bytes(3_000_000), new IOException("cut"))))
                    .isInstanceOf(DecantException.class);
            assertThat(Rows.of(database, "SELECT position FROM decant_chunk")).hasSize(3);
            store.write("a-1", FILE, 3, text("new"));
            assertThat(Rows.of(database, "SELECT position FROM decant_chunk")).hasSize(1);
            store.delete("a-1");
            assertThat(Rows.of(database, "SELECT position FROM decant_chunk")).isEmpty();
            assertThat(Rows.of(database, "SELECT id FROM decant_file")).isEmpty();
        }

        /** As a process leaves it that is killed while it writes. */
        @Test
        void whatAKilledProcessLeavesIsUnseenAndGoesWithItsArchive() throws Exception {
            ArchiveStore store = store();
            FileRows files = new FileRows(database, Clock.systemUTC());
            String id = files.begin("a-1", FILE);
            assertThat(new Chunks(database, Clock.systemUTC()).add(id, 0, new byte[] {1}))
                    .isTrue();
            assertThat(store.find("a-1", FILE)).isEmpty();
            assertThat(store.list("a-1")).isEmpty();
            assertThat(store.archives()).containsExactly("a-1");
            store.delete("a-1");
            assertThat(store.archives()).isEmpty();
            assertThat(Rows.of(database, "SELECT position FROM decant_chunk")).isEmpty();
            assertThat(new Chunks(database, Clock.systemUTC()).add(id, 1, new byte[] {1}))
                    .isFalse();
        }

        @Test
        void aFileThatIsReplacedWhileItIsReadNeverEndsEarly() throws Exception {
            ArchiveStore store = store();
            store.write("a-1", FILE, -1, new ByteArrayInputStream(bytes(3_000_000)));
            try (InputStream in = store.open("a-1", FILE, 0)) {
                in.readNBytes(10);
                store.write("a-1", FILE, 3, text("new"));
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("replaced or deleted");
            }
        }
    }
}
