package io.decant.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantColumnsTest {
    private static TenantColumns columns(String yaml, String... tables) {
        return TenantColumns.of(ExportPlan.of(TestSchemas.schema(tables), ModelReader.read(yaml, "m.yaml")));
    }

    private static Map<String, Integer> of(TenantColumns columns, String table) {
        return columns.of(TestSchemas.name(table));
    }

    @Test
    void followsTheKeyThroughReferences() {
        TenantColumns columns = columns(
                "tenant: {table: Account, key: Name, columns: [Tenant]}",
                "Account(Id*, Name, Tenant, unique(Name))",
                "Keys(Tenant*, Id*)",
                "Features(Owner* -> Account(Name))",
                "Flags(Id*, FeatureOwner -> Features(Owner))",
                "Notes(Id*, Flag -> Flags)");

        assertThat(of(columns, "Account")).containsOnly(Map.entry("Name", 0), Map.entry("Tenant", 0));
        assertThat(of(columns, "Keys")).containsOnly(Map.entry("Tenant", 0));
        assertThat(of(columns, "Features")).containsOnly(Map.entry("Owner", 0));
        assertThat(of(columns, "Flags")).containsOnly(Map.entry("FeatureOwner", 0));
        assertThat(of(columns, "Notes")).isEmpty();
    }

    @Test
    void knowsThePartOfACompositeKey() {
        TenantColumns columns = columns(
                "tenant: {table: apps, columns: [[org, app]]}",
                "apps(org*, id*)",
                "users(app*, org*, id*, (org, app) -> apps)",
                "posts(o, a, u, (u, o, a) -> users(id, org, app))");

        assertThat(of(columns, "users")).containsOnly(Map.entry("org", 0), Map.entry("app", 1));
        assertThat(of(columns, "posts")).containsOnly(Map.entry("o", 0), Map.entry("a", 1));
    }

    @Test
    void leavesSharedAndExcludedTablesAlone() {
        TenantColumns columns = columns(
                "tenant: {table: orgs, columns: [org]}\ntables: {logs: {exclude: x}, words: {referenced: {match: [w]}}}",
                "orgs(id*)",
                "a(id*, org -> orgs, word -> words(w))",
                "b(org*, x*, (org) -> words(w))",
                "words(w*)",
                "logs(id*, org)");

        assertThat(columns.tables()).extracting(t -> t.name()).containsExactly("a", "b", "orgs");
    }

    @Test
    void namesReferencesThatCarryTheKeyInSomeRowsOnly() {
        TenantColumns columns = columns("""
                tenant: {table: orgs, columns: [org]}
                references: [{child: notes, columns: [on_id], parent: orgs, when: {on_type: Org}}]
                """, "orgs(id*)", "notes(id*, org, on_type, on_id)");

        assertThat(of(columns, "notes")).containsOnlyKeys("org");
        assertThat(columns.conditional())
                .singleElement()
                .satisfies(r -> assertThat(r.columns()).containsExactly("on_id"));
    }
}
