package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Compares an archive with a database, or with another archive. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class Comparer {
    private final Progress progress;
    private final @Nullable Consumer<CompareReport.RowDifference> rows;

    /** @param rows gets each differing row; null if they are not asked for */
    public Comparer(Progress progress, @Nullable Consumer<CompareReport.RowDifference> rows) {
        this.progress = progress;
        this.rows = rows;
    }

    /**
     * @param model null: the tables' whole content is compared
     * @param tenant whom to compare in the database; null for the archive's own, or for {@code as}
     * @param as the new key under which the archive was imported, null if it kept its own
     */
    public CompareReport compare(
            Path archive,
            DataSource database,
            @Nullable TenantModel model,
            List<String> schemas,
            @Nullable TenantKey tenant,
            @Nullable TenantKey as) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }

    public CompareReport compare(Path left, Path right) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }
}
