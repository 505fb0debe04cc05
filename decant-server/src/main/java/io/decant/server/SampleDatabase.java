package io.decant.server;

import io.decant.cli.sample.Product;
import io.decant.cli.sample.Sample;
import io.decant.cli.sample.SampleTenant;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.springframework.core.env.ConfigurableEnvironment;

/** What is served where nothing is configured: a passkey service that three customers share, on embedded H2. */
final class SampleDatabase {
    /** A tenant of whom a key is given out to try. */
    static final TenantKey TENANT = TenantKey.of("acme");

    private static final long SEED = 2026;
    private static final List<SampleTenant> TENANTS = List.of(
            new SampleTenant("acme", 20_000), new SampleTenant("globex", 2_000), new SampleTenant("initech", 500));

    private SampleDatabase() {}

    /** Makes the database and its model; what is there from an earlier start stays. */
    static void make(Settings settings) {
        ConfigurableEnvironment environment = settings.environment();
        String url = Objects.requireNonNull(environment.getProperty("decant.database.url"));
        Path model = Path.of(Objects.requireNonNull(environment.getProperty("decant.model")));
        if (Files.exists(model)) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            Sample.create(connection, Product.H2, TENANTS, SEED);
            Files.writeString(model, Sample.model(Product.H2));
        } catch (SQLException | IOException e) {
            throw new DecantException(
                    ErrorCode.STORAGE,
                    "the sample cannot be made in " + settings.data()
                            + ". Name another folder by decant.data, or a database by decant.database.url",
                    e);
        }
    }
}
