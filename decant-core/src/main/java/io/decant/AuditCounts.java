package io.decant;

/**
 * What the ownership proof found, in rows.
 *
 * @param lost rows that a reference leads to the tenant from, that are no other tenant's, and that stay all the same
 * @param foreign rows that leave, and name a row that does not leave with them; an export with any of these is refused
 * @param disagreeing rows that a reference leads to the tenant from, and that stay because they are another tenant's
 */
public record AuditCounts(long lost, long foreign, long disagreeing) {
    public static final AuditCounts CLEAN = new AuditCounts(0, 0, 0);

    public boolean clean() {
        return lost == 0 && foreign == 0 && disagreeing == 0;
    }
}
