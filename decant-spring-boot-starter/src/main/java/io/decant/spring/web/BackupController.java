package io.decant.spring.web;

import io.decant.archive.Manifest;
import io.decant.plan.TenantKey;
import io.decant.spring.Caller;
import io.decant.spring.Scope;
import io.decant.spring.job.Backups;
import io.decant.spring.job.Job;
import io.decant.spring.job.JobStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** {@code /backup}: schedules, shows, cancels and hands out a tenant's backups. */
@RestController
@RequestMapping("/backup")
public final class BackupController {
    private static final int LONGEST_KEY = 200;

    private final Requests requests;
    private final Backups backups;
    private final Downloads downloads;
    private final Events events;

    BackupController(Requests requests, Backups backups, Downloads downloads, Events events) {
        this.requests = requests;
        this.backups = backups;
        this.downloads = downloads;
        this.events = events;
    }

    @PostMapping("/schedule")
    ResponseEntity<JobView> schedule(
            HttpServletRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey) {
        Caller caller = requests.caller(request, Scope.EXPORT);
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY)) {
            throw new IllegalArgumentException("an Idempotency-Key has 1 to " + LONGEST_KEY + " characters");
        }
        Job job = backups.schedule(caller, idempotencyKey);
        return ResponseEntity.accepted()
                .location(URI.create(JobView.path(job)))
                .cacheControl(CacheControl.noStore())
                .body(JobView.brief(job));
    }

    @GetMapping("/jobs")
    ResponseEntity<List<JobView>> list(
            HttpServletRequest request,
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        Caller caller = requests.caller(request, Scope.READ);
        return Listing.of(
                (state, last, most) -> backups.page(caller.tenant(), state, last, most),
                "/backup/jobs",
                status,
                limit,
                after);
    }

    @GetMapping("/jobs/{id}")
    ResponseEntity<JobView> one(HttpServletRequest request, @PathVariable("id") String id) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(JobView.whole(job(requests.caller(request, Scope.READ), id), null, null));
    }

    @DeleteMapping("/jobs/{id}")
    ResponseEntity<Void> delete(HttpServletRequest request, @PathVariable("id") String id) {
        Caller caller = requests.caller(request, Scope.EXPORT);
        backups.delete(caller, job(caller, id));
        return ResponseEntity.accepted().build();
    }

    @GetMapping(path = "/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(HttpServletRequest request, @PathVariable("id") String id) {
        Job job = job(requests.caller(request, Scope.READ), id);
        TenantKey tenant = job.tenant();
        return events.of(tenant, () -> backups.find(tenant, job.id()));
    }

    @GetMapping("/jobs/{id}/manifest")
    ResponseEntity<Resource> manifest(HttpServletRequest request, @PathVariable("id") String id) {
        return handOut(request, id, Manifest.FILE);
    }

    @GetMapping("/jobs/{id}/files/{*path}")
    ResponseEntity<Resource> file(
            HttpServletRequest request, @PathVariable("id") String id, @PathVariable("path") String path) {
        return handOut(request, id, path.substring(1));
    }

    @GetMapping("/jobs/{id}/archive.zip")
    ResponseEntity<StreamingResponseBody> zip(HttpServletRequest request, @PathVariable("id") String id) {
        Caller caller = requests.caller(request, Scope.READ);
        Job job = done(caller, id);
        backups.downloaded(caller, job, "archive.zip");
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + job.id() + ".zip\"")
                .body(downloads.zip(job));
    }

    private Job job(Caller caller, String id) {
        return Requests.one(id, uuid -> backups.find(caller.tenant(), uuid));
    }

    private ResponseEntity<Resource> handOut(HttpServletRequest request, String id, String path) {
        Caller caller = requests.caller(request, Scope.READ);
        Job job = done(caller, id);
        ResponseEntity<Resource> answer = downloads.file(job, path, request.getHeader(HttpHeaders.RANGE));
        backups.downloaded(caller, job, path);
        return answer;
    }

    /** One whose files can be had. */
    private Job done(Caller caller, String id) {
        Job job = job(caller, id);
        if (job.deletedAt() != null) {
            throw Problem.gone();
        }
        if (job.status() != JobStatus.COMPLETED) {
            throw Problem.notFound();
        }
        return job;
    }
}
