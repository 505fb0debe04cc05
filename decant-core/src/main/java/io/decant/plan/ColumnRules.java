package io.decant.plan;

/**
 * What happens to one column's values.
 *
 * @param onExport keep, null or drop
 * @param onImport keep, null or drop
 * @param onRename any rule; followed only by an import under another tenant key
 */
public record ColumnRules(ValueRule onExport, ValueRule onImport, ValueRule onRename) {
    /** Nothing happens. */
    public static final ColumnRules KEEP = new ColumnRules(ValueRule.KEEP, ValueRule.KEEP, ValueRule.KEEP);

    public ColumnRules {
        if (ofRenameOnly(onExport) || ofRenameOnly(onImport)) {
            throw new IllegalArgumentException("skipRow and refuse are rules for a rename");
        }
    }

    private static boolean ofRenameOnly(ValueRule rule) {
        return rule == ValueRule.SKIP_ROW || rule == ValueRule.REFUSE;
    }
}
