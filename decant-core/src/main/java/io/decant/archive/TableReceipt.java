package io.decant.archive;

import java.util.List;

/**
 * What one table writer wrote.
 *
 * @param rows records
 * @param bytes of plain CSV
 * @param digest of the rows, 64 hex digits
 * @param parts in the order written, none if there was no record
 */
public record TableReceipt(long rows, long bytes, String digest, List<Part> parts) {
    public TableReceipt {
        parts = List.copyOf(parts);
    }
}
