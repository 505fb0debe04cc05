package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.TenantKey;
import io.decant.spring.job.AuditLog;
import io.decant.spring.job.JobService;
import io.decant.testing.Rows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who scheduled, downloaded, restored and deleted what. */
class AuditLogTest {
    private static final String LINES =
            "SELECT action, tenant, caller, subject, detail FROM decant_audit ORDER BY happened_at, id";

    @TempDir
    Path folder;

    @Test
    void everyDeedIsWrittenDownOnce() throws Exception {
        try (Shop shop = Shop.start("jdbc:h2:mem:audit", folder.resolve("data"))
                .withTables()
                .filled()) {
            String backup = shop.call("acme", "POST", "/backup/schedule")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            JsonNode job = shop.ended("acme", backup);
            assertThat(shop.call("other", "GET", backup + "/archive.zip").statusCode())
                    .isEqualTo(404);
            assertThat(shop.call("acme", "GET", backup + "/files/data/none/00001.csv")
                            .statusCode())
                    .isEqualTo(404);
            byte[] manifest = shop.call("acme", "GET", backup + "/manifest").body();
            shop.call("acme", "GET", backup + "/archive.zip");
            String restore = shop.send("acme", "POST", "/restore", manifest)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertThat(shop.call("acme", "DELETE", restore).statusCode()).isEqualTo(202);
            for (int time = 0; time < 2; time++) {
                assertThat(shop.call("acme", "DELETE", backup).statusCode()).isEqualTo(202);
            }
            String id = job.get("jobId").stringValue();
            String upload = restore.substring(restore.lastIndexOf('/') + 1);
            assertThat(Rows.of(shop.database(), LINES))
                    .containsExactly(
                            line("backup.scheduled", id, null),
                            line("backup.downloaded", id, "manifest.json"),
                            line("backup.downloaded", id, "archive.zip"),
                            line("restore.opened", upload, null),
                            line("restore.deleted", upload, null),
                            line("backup.deleted", id, null));
            AuditLog log = shop.bean(JobService.class).audit();
            assertThat(log.list(TenantKey.of("acme"), 2))
                    .extracting(AuditLog.Line::action)
                    .containsExactly("backup.deleted", "restore.deleted");
            assertThat(log.list(TenantKey.of("other"), 10)).isEmpty();
        }
    }

    private static List<String> line(String action, String subject, String detail) {
        return Arrays.asList(action, "[\"acme\"]", "test", subject, detail);
    }
}
