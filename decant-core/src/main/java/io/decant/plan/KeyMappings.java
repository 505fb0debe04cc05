package io.decant.plan;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.KeySource.Fresh;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which keys may change on an import, and which columns follow them.
 *
 * <p>Keys of shared rows become those of the target's rows that match. With remapping also surrogate keys change: numbers
 * that a sequence gave out or that are a primary key by themselves, and uuids. What carries the tenant's key, or is unique
 * only together with it, stays; so do texts and other natural keys.
 */
public final class KeyMappings {
    private final Map<KeyColumn, KeySource> sources = new TreeMap<>();
    private final Map<KeyColumn, List<KeyFollower>> followers = new TreeMap<>();
    private final @Nullable TenantColumns tenant;

    private KeyMappings(@Nullable TenantColumns tenant) {
        this.tenant = tenant;
    }

    /** No key changes. */
    public static KeyMappings none() {
        return new KeyMappings(null);
    }

    /**
     * @param tables the tables that rows are imported into
     * @param tenant columns that carry the tenant's key
     * @param remap whether surrogate keys get new values
     * @throws DecantException {@code IMPORT_REFUSED} if a column follows two keys at once
     */
    public static KeyMappings of(Collection<PlannedTable> tables, TenantColumns tenant, boolean remap) {
        KeyMappings mappings = new KeyMappings(tenant);
        List<ForeignKey> references =
                tables.stream().flatMap(t -> t.references().stream()).toList();
        for (PlannedTable planned : tables) {
            mappings.addSources(planned, references, remap);
        }
        mappings.sources.forEach((at, source) -> mappings.follow(at, new KeyFollower(at.column(), source, Map.of())));
        while (mappings.spread(references)) {
            // Until no reference carries a key any further.
        }
        return mappings;
    }

    private void addSources(PlannedTable planned, List<ForeignKey> references, boolean remap) {
        Table table = planned.table();
        Optional<SharedRows> shared = SharedRows.of(planned);
        for (Column column : table.columns()) {
            String name = column.name();
            boolean identifies = table.primaryKey().contains(name) || isNamed(table.name(), name, references);
            boolean key = identifies || table.uniqueKeys().contains(List.of(name));
            if (!key || carriesTenant(table.name(), name) || refersElsewhere(table.name(), name, references)) {
                continue;
            }
            boolean byItself = shared.isPresent() && shared.get().match().contains(name);
            // A shared row that is found again by this very value is another row with a new one.
            boolean fixed = byItself && shared.get().nullColumns().isEmpty();
            Fresh fresh = remap && !fixed ? fresh(table, column) : Fresh.NONE;
            // A part of a key tells no row by itself: two rows may have it, and become two others.
            boolean alone = table.primaryKey().equals(List.of(name))
                    || table.uniqueKeys().contains(List.of(name));
            boolean matched = identifies
                    && shared.isPresent()
                    && !shared.get().match().isEmpty()
                    && ((alone && !byItself) || fresh != Fresh.NONE);
            if (matched || fresh != Fresh.NONE) {
                KeyColumn at = new KeyColumn(table.name(), name);
                sources.put(at, new KeySource(at, fresh, matched));
            }
        }
    }

    private static boolean isNamed(TableName table, String column, List<ForeignKey> references) {
        return references.stream()
                .anyMatch(r -> r.parent().equals(table) && r.parentColumns().contains(column));
    }

    private static boolean refersElsewhere(TableName table, String column, List<ForeignKey> references) {
        return references.stream()
                .anyMatch(r -> r.child().equals(table)
                        && !r.selfReferencing()
                        && r.when().isEmpty()
                        && r.columns().contains(column));
    }

    private boolean carriesTenant(TableName table, String column) {
        return tenant != null && tenant.part(table, column) != null;
    }

    private Fresh fresh(Table table, Column column) {
        List<List<String>> keys = new ArrayList<>(table.uniqueKeys());
        keys.add(table.primaryKey());
        boolean global = keys.stream()
                .filter(k -> k.contains(column.name()))
                .anyMatch(k -> k.stream().noneMatch(c -> carriesTenant(table.name(), c)));
        if (!global) {
            return Fresh.NONE;
        }
        boolean alone = table.primaryKey().equals(List.of(column.name()));
        boolean counted = column.generation() == Column.Generation.IDENTITY
                || column.generation() == Column.Generation.IDENTITY_ALWAYS;
        if (column.type().kind() == TypeKind.INTEGER) {
            return counted || alone ? Fresh.SEQUENCE : Fresh.NONE;
        }
        return column.type().kind() == TypeKind.UUID ? Fresh.UUID : Fresh.NONE;
    }

    private boolean spread(List<ForeignKey> references) {
        boolean grown = false;
        for (ForeignKey reference : references) {
            for (int i = 0; i < reference.columns().size(); i++) {
                KeyColumn child =
                        new KeyColumn(reference.child(), reference.columns().get(i));
                KeyColumn parent = new KeyColumn(
                        reference.parent(), reference.parentColumns().get(i));
                if (sources.containsKey(child) || carriesTenant(child.table(), child.column())) {
                    continue;
                }
                for (KeyFollower above : List.copyOf(followers.getOrDefault(parent, List.of()))) {
                    grown |= inherit(child, above, reference, parent);
                }
            }
        }
        return grown;
    }

    private boolean inherit(KeyColumn child, KeyFollower above, ForeignKey reference, KeyColumn parent) {
        if (!above.when().isEmpty()) {
            throw refused(child + " refers to " + parent + ", which itself refers to one of several tables");
        }
        KeyFollower follower = new KeyFollower(child.column(), above.source(), reference.when());
        for (KeyFollower known : followers.getOrDefault(child, List.of())) {
            boolean sameSource = known.source().equals(follower.source());
            if (sameSource && (known.when().isEmpty() || known.when().equals(follower.when()))) {
                return false;
            }
            if (!sameSource && (known.when().isEmpty() || follower.when().isEmpty())) {
                throw refused(child + " refers to " + known.source().at() + " and to "
                        + follower.source().at() + ", whose keys change apart from each other");
            }
        }
        follow(child, follower);
        return true;
    }

    private void follow(KeyColumn column, KeyFollower follower) {
        followers.computeIfAbsent(column, c -> new ArrayList<>()).add(follower);
    }

    private static DecantException refused(String why) {
        return new DecantException(
                ErrorCode.IMPORT_REFUSED,
                why + ", so its values cannot be rewritten. Import with --keys keep, or say with \"references\" in the"
                        + " target's model which reference counts");
    }

    /** Every source, ordered by name. */
    public List<KeySource> sources() {
        return List.copyOf(sources.values());
    }

    /** The sources in one table. */
    public List<KeySource> sources(TableName table) {
        return sources.values().stream()
                .filter(s -> s.at().table().equals(table))
                .toList();
    }

    /** The columns of a table whose values may change, one entry for each way, ordered by name; mostly one a column. */
    public List<KeyFollower> of(TableName table) {
        return followers.entrySet().stream()
                .filter(e -> e.getKey().table().equals(table))
                .flatMap(e -> e.getValue().stream())
                .toList();
    }

    /** Names of a table's columns whose values may change. */
    public Set<String> columns(TableName table) {
        Set<String> names = new LinkedHashSet<>();
        of(table).forEach(f -> names.add(f.column()));
        return names;
    }
}
