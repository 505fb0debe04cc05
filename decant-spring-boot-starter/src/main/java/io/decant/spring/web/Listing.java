package io.decant.spring.web;

import io.decant.spring.job.Job;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** A bare array of jobs, oldest first; in pages only where a limit was asked for. */
final class Listing {
    private static final int MOST = 1000;

    private Listing() {}

    /** Some of a tenant's jobs, as {@link io.decant.spring.job.Backups#page} has them. */
    interface Source {
        List<Job> page(@Nullable String status, @Nullable UUID after, int most);
    }

    /** @param after the id of the last job of the page before */
    static ResponseEntity<List<JobView>> of(
            Source jobs, String path, @Nullable String status, @Nullable Integer limit, @Nullable String after) {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw new IllegalArgumentException("limit is 1 to " + MOST);
        }
        // One more tells whether there is another page.
        List<Job> found = jobs.page(status, after == null ? null : id(after), limit == null ? 0 : limit + 1);
        List<Job> page = limit == null ? found : found.stream().limit(limit).toList();
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        if (page.size() < found.size()) {
            UriComponentsBuilder next = UriComponentsBuilder.fromPath(path)
                    .queryParam("limit", page.size())
                    .queryParam("after", page.get(page.size() - 1).id());
            if (status != null) {
                next.queryParam("status", status);
            }
            answer.header(HttpHeaders.LINK, "<" + next.encode().toUriString() + ">; rel=\"next\"");
        }
        return answer.body(page.stream().map(JobView::brief).toList());
    }

    /** What is no id is as one that nobody has. */
    private static UUID id(String after) {
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException none) {
            return new UUID(0, 0);
        }
    }
}
