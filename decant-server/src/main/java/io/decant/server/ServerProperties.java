package io.decant.server;

import io.decant.spring.DecantProperties.Database;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Settings of the standalone service, beside those of the starter.
 *
 * @param database the application's: exports read it, restores write it; the sample if it is not given
 * @param managementKey may do everything for every tenant; nobody may if there is none
 * @param managementKeyFile a file whose first line is the management key
 */
@ConfigurationProperties("decant")
public record ServerProperties(
        @NestedConfigurationProperty @Nullable Database database,
        @Nullable String managementKey,
        @Nullable Path managementKeyFile) {

    /** Says nothing of its secrets. */
    @Override
    public String toString() {
        return "server settings";
    }
}
