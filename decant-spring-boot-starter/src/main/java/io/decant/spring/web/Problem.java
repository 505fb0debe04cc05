package io.decant.spring.web;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A refusal on its way to a problem document (RFC 9457). */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final transient HttpHeaders headers = new HttpHeaders();
    private final transient Map<String, Object> members = new TreeMap<>();

    /**
     * A refusal.
     *
     * @param code stable, in lower case with dashes
     * @param detail for people: what to do next; no row value and no secret. Null for none
     */
    public Problem(HttpStatus status, String code, @Nullable String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    static Problem notFound() {
        return new Problem(HttpStatus.NOT_FOUND, "not-found", "there is no such thing of this tenant");
    }

    static Problem unauthorized() {
        Problem problem = new Problem(HttpStatus.UNAUTHORIZED, "unauthorized", "give a valid key");
        problem.headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return problem;
    }

    static Problem forbidden(String scope) {
        return new Problem(HttpStatus.FORBIDDEN, "forbidden", "this key has not the scope " + scope);
    }

    static Problem gone() {
        return new Problem(HttpStatus.GONE, "gone", "the files of this job have been deleted");
    }

    /** Adds a member to the document. */
    public Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** Adds a header to the answer. */
    public Problem header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    public ResponseEntity<ProblemDetail> response() {
        ProblemDetail body = ProblemDetail.forStatus(status);
        body.setType(URI.create("urn:decant:problem:" + code));
        body.setTitle(status.getReasonPhrase());
        if (getMessage() != null) {
            body.setDetail(getMessage());
        }
        body.setProperty("code", code);
        members.forEach(body::setProperty);
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }
}
