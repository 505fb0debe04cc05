package io.decant.cli;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantModel;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file that {@code --model} names. */
final class ModelFile {
    private ModelFile() {}

    static TenantModel read(Path file) {
        try {
            return ModelReader.read(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw invalid(file, "is not there; decant init drafts one from the database", e);
        } catch (CharacterCodingException e) {
            throw invalid(file, "is not UTF-8 text", e);
        } catch (IOException e) {
            throw invalid(file, "cannot be read; check that it is a file, and its rights", e);
        }
    }

    private static DecantException invalid(Path file, String what, IOException cause) {
        return new DecantException(ErrorCode.MODEL_INVALID, "the model " + file + " " + what, cause);
    }
}
