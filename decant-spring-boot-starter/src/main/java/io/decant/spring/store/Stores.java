package io.decant.spring.store;

import io.decant.archive.ArchiveStore;
import io.decant.archive.FolderStore;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.spring.DecantProperties;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** The store that the settings name. */
public final class Stores {
    private static final List<String> SDK = List.of(
            "software.amazon.awssdk.services.s3.S3Client",
            "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient");

    private Stores() {}

    /**
     * @param jobs the job database, with its tables
     * @throws DecantException {@code USAGE} if a setting is missing or wrong, {@code STORAGE} if the store says no
     */
    public static ArchiveStore of(DecantProperties settings, DataSource jobs, Clock clock) {
        return switch (settings.store().type()) {
            case FOLDER -> new FolderStore(settings.data().resolve("archives"));
            case DATABASE -> new DatabaseStore(jobs, clock);
            case S3 -> {
                requireSdk(Stores.class.getClassLoader());
                yield S3Stores.of(settings.store().s3());
            }
        };
    }

    static void requireSdk(@Nullable ClassLoader classes) {
        if (!SDK.stream().allMatch(name -> ClassUtils.isPresent(name, classes))) {
            throw new DecantException(
                    ErrorCode.USAGE,
                    "decant.store.type is s3: add software.amazon.awssdk:s3 and"
                            + " software.amazon.awssdk:url-connection-client to the application's dependencies");
        }
    }
}
