package io.decant;

import io.decant.ImportPlan.TableTask;
import io.decant.archive.KeyMapFile;
import io.decant.archive.Manifest;
import io.decant.plan.ExportPlan;
import io.decant.plan.KeyFollower;
import io.decant.plan.KeySource;
import io.decant.plan.TenantKey;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.schema.Column;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The key map of an earlier import, read from its file, to lay over the archive's rows. Not thread-safe. */
final class MappedKeys {
    private final Manifest manifest;
    private final Map<List<String>, KeyLookup> lookups = new HashMap<>();

    private MappedKeys(Manifest manifest) {
        this.manifest = manifest;
    }

    static MappedKeys read(Path file, Manifest manifest) {
        MappedKeys keys = new MappedKeys(manifest);
        KeyMapFile.read(
                file,
                (table, column, oldKey, newKey) -> keys.lookups
                        .computeIfAbsent(List.of(table, column), c -> new KeyLookup())
                        .put(oldKey, newKey));
        return keys;
    }

    /** The key that the tenant got, null if it kept its own. */
    @Nullable TenantKey tenant(ExportPlan plan, TenantKey archived) {
        String root = plan.root().map(r -> r.name().name()).orElse("");
        List<String> values = new ArrayList<>();
        for (int part = 0; part < archived.values().size(); part++) {
            Column column = plan.keyColumns().get(part);
            KeyLookup lookup = lookups.get(List.of(root, column.name()));
            byte[] old = archived.values().get(part).getBytes(StandardCharsets.UTF_8);
            byte[] found = lookup == null ? null : lookup.find(old, 0, old.length);
            if (found == null) {
                return null;
            }
            values.add(new String(found, StandardCharsets.UTF_8));
        }
        return new TenantKey(values);
    }

    /** Whether a table's keys may be others than in the archive. */
    boolean concern(TableTask task, ImportPlan plan) {
        return plan.keys().of(task.name()).stream().anyMatch(f -> lookup(f.source(), plan) != null);
    }

    private @Nullable KeyLookup lookup(KeySource source, ImportPlan plan) {
        String table =
                manifest.label(plan.task(source.at().table()).match().archived().name());
        return lookups.get(List.of(table, source.at().column()));
    }

    /** Gives records of a table, with all its archived columns, their new keys. */
    RecordSink over(TableTask task, ImportPlan plan, RecordSink next) {
        List<Rewrite> rewrites = new ArrayList<>();
        for (KeyFollower follower : plan.keys().of(task.name())) {
            KeyLookup lookup = lookup(follower.source(), plan);
            int field = field(task, follower.column());
            if (lookup != null && field >= 0) {
                Map<Integer, List<String>> when = new HashMap<>();
                follower.when().forEach((column, values) -> when.put(field(task, column), values));
                rewrites.add(new Rewrite(field, lookup, when));
            }
        }
        RecordBuffer out = new RecordBuffer();
        return record -> {
            out.clear();
            for (int field = 0; field < record.fields(); field++) {
                byte[] newKey = newKey(rewrites, record, field);
                if (newKey == null) {
                    out.addFrom(record, field);
                } else {
                    out.add(newKey);
                }
            }
            next.accept(out);
        };
    }

    private static byte @Nullable [] newKey(List<Rewrite> rewrites, RecordBuffer record, int field) {
        for (Rewrite rewrite : rewrites) {
            if (rewrite.field() == field && !record.isNull(field) && rewrite.holds(record)) {
                return rewrite.lookup().find(record.bytes(), record.start(field), record.length(field));
            }
        }
        return null;
    }

    private static int field(TableTask task, String column) {
        return IntStream.range(0, task.columns().size())
                .filter(i -> task.columns().get(i).match().target().name().equals(column))
                .findFirst()
                .orElse(-1);
    }

    /** @param when by field, the values for which it holds */
    private record Rewrite(int field, KeyLookup lookup, Map<Integer, List<String>> when) {
        boolean holds(RecordBuffer record) {
            return when.entrySet().stream()
                    .allMatch(e -> e.getKey() >= 0
                            && !record.isNull(e.getKey())
                            && e.getValue().contains(record.text(e.getKey())));
        }
    }
}
