package io.decant.plan;

import io.decant.schema.Table;
import java.util.Locale;
import java.util.Set;

/** Tables by which migration tools remember what they did: every installation has its own, and no tenant has any. */
final class Bookkeeping {
    private static final Set<String> NAMES = Set.of(
            "__diesel_schema_migrations",
            "__efmigrationshistory",
            "_prisma_migrations",
            "_sqlx_migrations",
            "alembic_version",
            "ar_internal_metadata",
            "atlas_schema_revisions",
            "databasechangelog",
            "databasechangeloglock",
            "django_migrations",
            "doctrine_migration_versions",
            "flyway_schema_history",
            "goose_db_version",
            "knex_migrations",
            "knex_migrations_lock",
            "phinxlog",
            "refinery_schema_history",
            "schema_migrations",
            "sequelizemeta");

    /** Of a service whose jobs are kept in the application's database. */
    private static final Set<String> OURS = Set.of(
            "decant_audit",
            "decant_chunk",
            "decant_seat",
            "decant_file",
            "decant_job",
            "decant_key",
            "decant_key_history",
            "decant_schema_history",
            "decant_task");

    private Bookkeeping() {}

    /** Decant's own tables never leave, and no model has to say so. */
    static boolean isOurs(Table table) {
        return table.foreignKeys().isEmpty()
                && OURS.contains(table.name().name().toLowerCase(Locale.ROOT));
    }

    static boolean is(Table table) {
        return table.foreignKeys().isEmpty()
                && NAMES.contains(table.name().name().toLowerCase(Locale.ROOT));
    }
}
