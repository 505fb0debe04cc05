package io.decant.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sample's tables that an archive holds, and how a tenant's rows are found in each. */
final class SampleTables {
    /** The name of a table and of the column that says whose a row is. */
    record Owned(String table, String column) {
        String select(String columns, String tenant) {
            return "SELECT " + columns + " FROM \"" + table + "\" WHERE \"" + column + "\" = '" + tenant + "'";
        }

        /** Of the tenant that {@code ?} is bound to. */
        String select() {
            return "SELECT * FROM \"" + table + "\" WHERE \"" + column + "\" = ?";
        }
    }

    /** The largest one, by far. */
    static final String EVENTS = "ApplicationEvents";

    /** Parents before children. */
    static final List<Owned> ALL = List.of(
            new Owned("AccountInfo", "AcountName"),
            new Owned("ApiKeys", "Tenant"),
            new Owned("AppFeatures", "Tenant"),
            new Owned("Authenticators", "Tenant"),
            new Owned("AuthenticationConfigurations", "Tenant"),
            new Owned("Aliases", "Tenant"),
            new Owned("Credentials", "Tenant"),
            new Owned(EVENTS, "TenantId"),
            new Owned("PeriodicCredentialReports", "Tenant"),
            new Owned("PeriodicActiveUserReports", "Tenant"));

    /** Tables that stay behind, by the sample's model. */
    static final List<String> EXCLUDED = List.of("DispatchedEmails", "TokenKeys");

    private SampleTables() {}

    /** A query that counts a tenant's rows in all tables. */
    static String count(String tenant) {
        return ALL.stream()
                .map(table -> "(" + table.select("count(*)", tenant) + ")")
                .collect(Collectors.joining(" + ", "SELECT ", ""));
    }

    /** What contenders in Java take as an argument: {@code table=column,…}. */
    static String argument() {
        return ALL.stream().map(t -> t.table() + "=" + t.column()).collect(Collectors.joining(","));
    }

    /** How PostgreSQL itself writes what Decant's archives hold, by the type's name. */
    static final Map<String, String> CANONICAL = Map.of(
            "timestamptz",
            "rtrim(rtrim(to_char(%1$s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), '0'), '.') || 'Z'",
            "bytea",
            "replace(encode(%1$s, 'base64'), E'\\n', '')",
            "bool",
            "%1$s::text");
}
