package io.decant.spring.job;

import com.zaxxer.hikari.HikariDataSource;
import io.decant.spring.DecantProperties;
import io.decant.spring.DecantProperties.Database;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The databases beside the application's own, each with a pool; what is not configured is the application's.
 *
 * @param source exports read it
 * @param jobs jobs are kept in it
 * @param own the pools that were made here
 */
record Connections(DataSource source, DataSource jobs, List<HikariDataSource> own) implements AutoCloseable {

    static Connections of(DecantProperties settings, DataSource application) {
        List<HikariDataSource> own = new ArrayList<>();
        DataSource source = pool(settings.readDatabase(), "decant-read", application, own);
        DataSource jobs = pool(settings.jobs().database(), "decant-jobs", new AutoCommitting(application), own);
        return new Connections(source, jobs, own);
    }

    private static DataSource pool(
            @Nullable Database database, String name, DataSource otherwise, List<HikariDataSource> own) {
        if (database == null) {
            return otherwise;
        }
        HikariDataSource pool = Pool.of(database, name);
        own.add(pool);
        return pool;
    }

    @Override
    public void close() {
        own.forEach(HikariDataSource::close);
    }
}
