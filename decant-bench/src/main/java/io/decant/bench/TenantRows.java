package io.decant.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What a contender has to have moved.
 *
 * @param count of a tenant's rows in all tables
 */
record TenantRows(BenchServer server, String tenant, long count) {
    static TenantRows of(BenchServer server, String database, String tenant) throws SQLException {
        return new TenantRows(server, tenant, Long.parseLong(server.ask(database, SampleTables.count(tenant))));
    }

    /** @throws BenchException if a contender's files hold others than these */
    void checkFiles(Contender contender, Path folder) throws IOException {
        long records = contender.countable() ? Folders.records(folder) : count;
        if (records != count || Folders.size(folder) == 0) {
            throw new BenchException(contender.name() + " made " + records + " records of " + count
                    + ": its time says nothing. Look at what it does");
        }
    }

    /** @throws BenchException if a contender has not put these into a database that was empty */
    void checkTables(Contender contender, String database) throws SQLException {
        String found = server.ask(database, SampleTables.count(tenant));
        if (!found.equals(Long.toString(count))) {
            throw new BenchException(contender.name() + " loaded " + found + " rows of " + count
                    + ": its time says nothing. Look at what it does");
        }
    }
}
