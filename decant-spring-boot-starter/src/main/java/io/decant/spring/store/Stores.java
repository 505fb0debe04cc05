package io.decant.spring.store;

import io.decant.archive.ArchiveStore;
import io.decant.archive.FolderStore;
import io.decant.spring.DecantProperties;
import java.time.Clock;
import javax.sql.DataSource;

/** The store that the settings name. */
public final class Stores {
    private Stores() {}

    /** @param jobs the job database, with its tables */
    public static ArchiveStore of(DecantProperties settings, DataSource jobs, Clock clock) {
        return switch (settings.store().type()) {
            case FOLDER -> new FolderStore(settings.data().resolve("archives"));
            case DATABASE -> new DatabaseStore(jobs, clock);
        };
    }
}
