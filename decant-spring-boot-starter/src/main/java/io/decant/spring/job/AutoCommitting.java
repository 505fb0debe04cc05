package io.decant.spring.job;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * An application's pool, whose connections commit each statement unless a transaction is begun. Applications with JPA often
 * have pools that do not, where a job that is looked after without a transaction would never move.
 */
final class AutoCommitting extends DelegatingDataSource {
    AutoCommitting(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return committing(super.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return committing(super.getConnection(user, password));
    }

    private static Connection committing(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(true);
            return connection;
        } catch (SQLException e) {
            try {
                connection.close();
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }
}
