package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.nio.file.Path;

/** Checks an archive alone, without a database. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class Verifier {
    private final Progress progress;

    public Verifier(Progress progress) {
        this.progress = progress;
    }

    public VerifyReport verify(Path archive) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet: " + archive + progress);
    }
}
