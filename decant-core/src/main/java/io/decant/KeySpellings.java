package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.PlannedTable;
import io.decant.plan.TenantColumns;
import io.decant.plan.TenantKey;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.schema.Column;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;

/**
 * Watches how the rows that leave spell their tenant. A column whose collation does not mind case finds the rows of
 * {@code ACME} for {@code acme}; where the root keeps the two apart, they are two tenants. So what a row says is taken as
 * the key only if it is the key byte by byte, or if the root finds the same tenant by it. Thread-safe.
 */
final class KeySpellings {
    private static final int MOST = 100;

    private final TenantColumns carried;
    private final TenantKey tenant;
    private final Map<String, Set<String>> others = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> parts = new ConcurrentSkipListMap<>();

    KeySpellings(TenantColumns carried, TenantKey tenant) {
        this.carried = carried;
        this.tenant = tenant;
    }

    /** @param columns the columns of the records that come */
    RecordSink watch(PlannedTable table, List<Column> columns, RecordSink next) {
        List<Watched> watched = new ArrayList<>();
        new TreeMap<>(carried.of(table.name())).forEach((name, part) -> {
            for (int field = 0; field < columns.size(); field++) {
                Column column = columns.get(field);
                if (column.name().equals(name) && column.type().kind() == TypeKind.TEXT) {
                    String place = table.name() + ", column " + name;
                    parts.put(place, part);
                    watched.add(
                            new Watched(field, place, tenant.values().get(part).getBytes(StandardCharsets.UTF_8)));
                }
            }
        });
        if (watched.isEmpty()) {
            return next;
        }
        Watched[] fields = watched.toArray(Watched[]::new);
        return row -> {
            for (Watched column : fields) {
                if (!row.isNull(column.field) && !column.isKey(row)) {
                    Set<String> seen = others.computeIfAbsent(column.place, p -> new ConcurrentSkipListSet<>());
                    if (seen.size() < MOST) {
                        seen.add(row.text(column.field));
                    }
                }
            }
            next.accept(row);
        };
    }

    /**
     * To be called when all rows were seen.
     *
     * @param same whether the root finds the tenant by a key
     * @return one line for each column that spells the tenant otherwise
     * @throws DecantException {@code PLAN_REFUSED} if rows are another tenant's by the root's own account
     */
    List<String> check(Predicate<TenantKey> same) {
        List<String> notes = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        others.forEach((place, spellings) -> {
            boolean all = spellings.size() < MOST && spellings.stream().allMatch(s -> same.test(key(place, s)));
            (all ? notes : foreign).add("table " + place);
        });
        if (!foreign.isEmpty()) {
            throw new DecantException(
                    ErrorCode.PLAN_REFUSED,
                    "rows are found for the tenant only because their column's collation takes another key for the same,"
                            + " and the tenant's own table does not: " + String.join("; ", foreign)
                            + ". Give these columns the collation of the key, or mend the rows. Nothing was written");
        }
        notes.replaceAll(
                n -> n + ": rows spell the tenant's key otherwise than its own row does; an import refuses them");
        return notes;
    }

    private TenantKey key(String place, String spelling) {
        List<String> values = new ArrayList<>(tenant.values());
        values.set(parts.getOrDefault(place, 0), spelling);
        return new TenantKey(values);
    }

    private static final class Watched {
        private final int field;
        private final String place;
        private final byte[] key;

        Watched(int field, String place, byte[] key) {
            this.field = field;
            this.place = place;
            this.key = key;
        }

        boolean isKey(RecordBuffer row) {
            int start = row.start(field);
            return Arrays.equals(row.bytes(), start, start + row.length(field), key, 0, key.length);
        }
    }
}
