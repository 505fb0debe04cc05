package io.decant;

/**
 * What the ownership proof found, in rows.
 *
 * @param lost rows that belong to the tenant by one of their references, and do not leave
 * @param foreign rows that leave, and name a row of a tenant table that does not leave with them
 * @param disagreeing rows whose tenant column and whose references name different tenants; each is among the lost or the
 *     foreign too
 */
public record AuditCounts(long lost, long foreign, long disagreeing) {
    public static final AuditCounts CLEAN = new AuditCounts(0, 0, 0);

    public boolean clean() {
        return lost == 0 && foreign == 0 && disagreeing == 0;
    }
}
