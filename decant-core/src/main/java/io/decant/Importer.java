package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantModel;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Puts an archive into a database. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class Importer {
    private final DataSource target;
    private final @Nullable TenantModel model;

    /** @param model null: only into tables that are all empty */
    public Importer(DataSource target, @Nullable TenantModel model) {
        this.target = target;
        this.model = model;
    }

    /** Interrupting the calling thread cancels the import: INTERRUPTED, rolled back. */
    public ImportReport importArchive(Path archive, ImportOptions options, Progress progress) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }
}
