package io.decant.archive;

import java.time.Instant;

/**
 * What a manifest says besides tables and files; see {@link Manifest} for each.
 *
 * @param schemaFingerprint of the whole schema, 64 hex digits
 */
public record ManifestHead(
        String createdBy,
        Instant createdAt,
        Manifest.Source source,
        Manifest.Tenant tenant,
        Manifest.Moment snapshot,
        boolean ordered,
        Manifest.Audit audit,
        String schemaFingerprint) {}
