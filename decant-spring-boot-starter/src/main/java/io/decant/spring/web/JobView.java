package io.decant.spring.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.decant.archive.Archive;
import io.decant.archive.Manifest;
import io.decant.spring.job.Job;
import io.decant.spring.job.JobKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as the API shows it. Names are spelled out: the application's own naming of JSON members changes nothing here. */
@JsonPropertyOrder({"jobId", "status", "createdAt", "lastUpdatedAt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobView(
        @JsonProperty("jobId") UUID jobId,
        @JsonProperty("status") String status,
        @JsonProperty("createdAt") String createdAt,
        @JsonProperty("lastUpdatedAt") String lastUpdatedAt,
        @JsonProperty("attempt") @Nullable Integer attempt,
        @JsonProperty("progress") @Nullable ProgressView progress,
        @JsonProperty("failure") @Nullable FailureView failure,
        @JsonProperty("archive") @Nullable ArchiveView archive,
        @JsonProperty("files") @Nullable List<FileView> files,
        @JsonProperty("differences") @Nullable List<String> differences,
        @JsonProperty("report") @JsonRawValue @Nullable String report) {

    /** Rows and bytes of plain CSV; what is expected is left out while it is unknown. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProgressView(
            @JsonProperty("phase") @Nullable String phase,
            @JsonProperty("rows") long rows,
            @JsonProperty("rowsExpected") @Nullable Long rowsExpected,
            @JsonProperty("bytes") long bytes) {}

    record FailureView(
            @JsonProperty("code") String code,
            @JsonProperty("detail") String detail) {}

    /** What an archive holds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ArchiveView(
            @JsonProperty("tables") List<TableView> tables,
            @JsonProperty("rows") long rows,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("expiresAt") @Nullable String expiresAt,
            @JsonProperty("deletedAt") @Nullable String deletedAt) {}

    record TableView(
            @JsonProperty("name") String name,
            @JsonProperty("membership") String membership,
            @JsonProperty("rows") long rows,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("digest") String digest,
            @JsonProperty("parts") List<PartView> parts) {}

    record PartView(
            @JsonProperty("path") String path,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("sha256") String sha256) {}

    /** A file of a restore. */
    record FileView(
            @JsonProperty("path") String path,
            @JsonProperty("sha256") String sha256,
            @JsonProperty("uploaded") boolean uploaded) {}

    /** The contract's four members, as lists show a job. */
    static JobView brief(Job job) {
        return new JobView(
                job.id(),
                job.status().text(),
                job.createdAt().toString(),
                job.updatedAt().toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static JobView whole(Job job, @Nullable List<FileView> files, @Nullable List<String> differences) {
        Job.Progress progress = job.progress();
        Job.Failure failure = job.failure();
        return new JobView(
                job.id(),
                job.status().text(),
                job.createdAt().toString(),
                job.updatedAt().toString(),
                job.attempt(),
                new ProgressView(
                        progress.phase(),
                        progress.rows(),
                        progress.rowsExpected() < 0 ? null : progress.rowsExpected(),
                        progress.bytes()),
                failure == null ? null : new FailureView(failure.code(), failure.detail()),
                archive(job),
                files,
                differences,
                job.report());
    }

    private static @Nullable ArchiveView archive(Job job) {
        if (job.manifest() == null) {
            return null;
        }
        Manifest manifest = Archive.manifest(job.manifest().getBytes(StandardCharsets.UTF_8));
        List<TableView> tables = manifest.included().stream()
                .map(t -> new TableView(
                        manifest.label(t.name()),
                        t.membership().text(),
                        t.rows(),
                        t.bytes(),
                        t.digest(),
                        t.parts().stream()
                                .map(p -> new PartView(
                                        p.file().path(),
                                        p.file().bytes(),
                                        p.file().sha256()))
                                .toList()))
                .toList();
        return new ArchiveView(
                tables,
                manifest.totals().rows(),
                manifest.totals().bytes(),
                job.expiresAt() == null ? null : job.expiresAt().toString(),
                job.deletedAt() == null ? null : job.deletedAt().toString());
    }

    /** Where a job is found. */
    static String path(Job job) {
        return (job.kind() == JobKind.BACKUP ? "/backup/jobs/" : "/restore/") + job.id();
    }
}
