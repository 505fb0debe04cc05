package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import java.nio.file.Path;
import javax.sql.DataSource;

/** Takes one tenant out of a database. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class Exporter {
    private final DataSource source;
    private final TenantModel model;

    public Exporter(DataSource source, TenantModel model) {
        this.source = source;
        this.model = model;
    }

    /** Interrupting the calling thread cancels the export: INTERRUPTED, nothing left behind. */
    public ExportReport export(TenantKey tenant, Path out, ExportOptions options, Progress progress) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }
}
