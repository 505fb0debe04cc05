package io.decant.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An archive checked by itself, beside what only hashes the same files. */
final class VerifyWork {
    static final String SHA256SUM = "sha256sum";
    static final String DECANT = "decant-verify";

    private VerifyWork() {}

    static Work of(Site site, String database) throws IOException, InterruptedException {
        Path archive = site.place().inputs().resolve("verified");
        Folders.delete(archive);
        new Meter(site.server(), site.place().logs())
                .run(
                        site.decant("inputs-verify", "", true, site.exportWords(database, SourceData.TENANT, archive)),
                        archive);
        List<Contender> contenders = new ArrayList<>();
        String files = "find '" + archive + "' -type f -print0 | xargs -0 ";
        contenders.add(site.shell(SHA256SUM, "coreutils' hash of the same files", files + "sha256sum", false));
        if (Clients.hasOpenssl()) {
            contenders.add(
                    site.shell("openssl", "openssl's hash of the same files", files + "openssl dgst -sha256", false));
        }
        contenders.add(site.decant(
                DECANT,
                "hashes, counts, digests, keys, references",
                false,
                List.of("verify", archive.toString(), "--quiet")));
        return new Work(
                "verify", "An archive checked without a database", SHA256SUM, contenders, () -> {}, contender -> {});
    }
}
