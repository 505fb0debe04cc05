package io.decant.spring.web;

import io.decant.SchemaDifference;
import io.decant.spring.Caller;
import io.decant.spring.Scope;
import io.decant.spring.job.Job;
import io.decant.spring.job.JobStatus;
import io.decant.spring.job.RestoreOptions;
import io.decant.spring.job.Restores;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /restore}: takes an archive file by file, and puts it into the database. */
@RestController
@RequestMapping("/restore")
public final class RestoreController {
    private static final int LARGEST_MANIFEST = 32 * 1024 * 1024;
    private static final int LARGEST_OPTIONS = 64 * 1024;

    private final Requests requests;
    private final Restores restores;

    RestoreController(Requests requests, Restores restores) {
        this.requests = requests;
        this.restores = restores;
    }

    @PostMapping
    ResponseEntity<JobView> open(HttpServletRequest request) throws IOException {
        Caller caller = requests.caller(request, Scope.RESTORE);
        byte[] manifest = request.getInputStream().readNBytes(LARGEST_MANIFEST + 1);
        if (manifest.length > LARGEST_MANIFEST) {
            throw new Problem(ProblemCode.TOO_LARGE, "a manifest has at most " + LARGEST_MANIFEST + " bytes");
        }
        Job job = restores.open(caller, manifest);
        return ResponseEntity.created(URI.create(JobView.path(job)))
                .cacheControl(CacheControl.noStore())
                .body(view(job));
    }

    @GetMapping("/jobs")
    ResponseEntity<List<JobView>> list(
            HttpServletRequest request,
            @RequestParam(name = "status", required = false) @Nullable String status,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        Caller caller = requests.caller(request, Scope.READ);
        return Listing.of(
                (state, last, most) -> restores.page(caller.tenant(), state, last, most),
                "/restore/jobs",
                status,
                limit,
                after);
    }

    @GetMapping("/{id}")
    ResponseEntity<JobView> one(HttpServletRequest request, @PathVariable("id") String id) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view(job(request, id, Scope.READ)));
    }

    @PutMapping("/{id}/files/{*path}")
    ResponseEntity<Void> upload(
            HttpServletRequest request, @PathVariable("id") String id, @PathVariable("path") String path)
            throws IOException {
        Job job = job(request, id, Scope.RESTORE);
        if (!restores.upload(job, path.substring(1), request.getInputStream())) {
            throw new Problem(ProblemCode.NOT_IN_MANIFEST, "the manifest names no such file");
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/start")
    ResponseEntity<JobView> start(HttpServletRequest request, @PathVariable("id") String id) throws IOException {
        Caller caller = requests.caller(request, Scope.RESTORE);
        Job job = Requests.one(id, uuid -> restores.find(caller.tenant(), uuid));
        // Not by the application's own JSON, which may let unknown members pass.
        String body = new String(body(request, LARGEST_OPTIONS), StandardCharsets.UTF_8);
        Job started = restores.start(caller, job, body.isBlank() ? RestoreOptions.DEFAULT : RestoreOptions.parse(body));
        return ResponseEntity.accepted()
                .location(URI.create(JobView.path(started)))
                .cacheControl(CacheControl.noStore())
                .body(JobView.brief(started));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(HttpServletRequest request, @PathVariable("id") String id) {
        Caller caller = requests.caller(request, Scope.RESTORE);
        restores.delete(caller, Requests.one(id, uuid -> restores.find(caller.tenant(), uuid)));
        return ResponseEntity.accepted().build();
    }

    private static byte[] body(HttpServletRequest request, int largest) throws IOException {
        byte[] body = request.getInputStream().readNBytes(largest + 1);
        if (body.length > largest) {
            throw new Problem(ProblemCode.TOO_LARGE, "the body has at most " + largest + " bytes here");
        }
        return body;
    }

    private Job job(HttpServletRequest request, String id, Scope scope) {
        Caller caller = requests.caller(request, scope);
        return Requests.one(id, uuid -> restores.find(caller.tenant(), uuid));
    }

    /** What is missing and what does not match is of interest until it is started. */
    private JobView view(Job job) {
        if (job.status() != JobStatus.UPLOADING) {
            return JobView.whole(job, null, null);
        }
        List<JobView.FileView> files = restores.files(job).stream()
                .map(f -> new JobView.FileView(f.path(), f.sha256(), f.uploaded()))
                .toList();
        List<String> differences =
                restores.differences(job).stream().map(SchemaDifference::line).toList();
        return JobView.whole(job, files, differences);
    }
}
