package io.decant.cli;

import io.decant.error.ErrorCode;

/** What the errors page says of each code. A new code does not compile until it has its words. */
final class ErrorText {
    private ErrorText() {}

    static String meaning(ErrorCode code) {
        return switch (code) {
            case INTERNAL -> "A defect of Decant itself.";
            case USAGE -> "An option, a combination of options, or an output place that is taken.";
            case MODEL_INVALID -> "`decant.yaml` cannot be read, or says something that the schema does not know.";
            case PRODUCT_UNKNOWN -> "No driver takes the JDBC URL, or Decant does not know the database product.";
            case PLAN_REFUSED -> "Tables without a place in the model, or rows that would leak or dangle.";
            case TENANT_UNKNOWN -> "The database has no such tenant.";
            case CONTENT_WRONG -> "The archive's content is not what its manifest says.";
            case IMPORT_COLLISION ->
                "Rows in the target hold a key or unique value of the archive, or are the tenant's.";
            case IMPORT_REFUSED ->
                "The import breaks a rule: triggers, values of another tenant, parents outside the archive.";
            case VALUE_UNREPRESENTABLE -> "A value that the archive's format or the target cannot hold exactly.";
            case PROOF_FAILED -> "The rows read back inside the transaction are not the rows that were written.";
            case DATABASE -> "The database cannot be reached, refuses the login, or failed a statement.";
            case SNAPSHOT_EXPIRED -> "An export's snapshot grew older than `--max-snapshot-age` allows.";
            case ARCHIVE_UNREADABLE -> "There is no manifest, or it cannot be read.";
            case ARCHIVE_UNSUPPORTED ->
                "The archive is of a format version, or needs a feature, that this version lacks.";
            case STORAGE -> "Files could not be written or read: the disk is full, or rights are missing.";
            case SCHEMA_MISMATCH -> "The target's schema cannot take the archive; every difference is listed.";
            case INTERRUPTED -> "Ctrl-C, or a polite kill.";
        };
    }

    static String nextStep(ErrorCode code) {
        return switch (code) {
            case INTERNAL -> "Report it, with what `--debug` prints and without your data.";
            case USAGE -> "`decant VERB --help` has examples.";
            case MODEL_INVALID -> "Mend the lines that the message names.";
            case PRODUCT_UNKNOWN -> "Put the driver's jar into a folder and name the folder by `DECANT_DRIVERS`.";
            case PLAN_REFUSED -> "Add the lines that the message proposes, or mend the rows.";
            case TENANT_UNKNOWN -> "Give the key as the root table has it; nothing was written.";
            case CONTENT_WRONG -> "Do not restore from it: take another copy, or export again.";
            case IMPORT_COLLISION ->
                "Keys that others hold: `--keys remap`. A tenant that is there: `--on-conflict skip` or `update`, or another name"
                        + " by `--as`. `--dry-run` counts all of it.";
            case IMPORT_REFUSED -> "Read which rule; for triggers, see `--triggers`.";
            case VALUE_UNREPRESENTABLE ->
                "Change the column that the message names, leave it out in the model, or go on with `--allow lossy`.";
            case PROOF_FAILED -> "Everything was rolled back. Look for triggers and rules on the table that is named.";
            case DATABASE -> "Check what the message says: URL, login, rights, network, space.";
            case SNAPSHOT_EXPIRED ->
                "Allow more time, read with more `--jobs` or at a higher `--max-rate`, or read a replica; nothing was"
                        + " published.";
            case ARCHIVE_UNREADABLE -> "Name the folder that holds `manifest.json`, or the `.zip`; or export again.";
            case ARCHIVE_UNSUPPORTED -> "Use a newer Decant.";
            case STORAGE -> "Make room or mend the rights, and run it again; nothing half-done is left.";
            case SCHEMA_MISMATCH ->
                "Run the application's migrations on the target, so that both are of one version, or go on with `--allow`.";
            case INTERRUPTED -> "Run it again; nothing was published, and nothing committed.";
        };
    }
}
