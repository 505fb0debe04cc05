package io.decant.spring.web;

import io.decant.error.ErrorCode;
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
     * @param detail for people: what to do next; no row value and no secret. Null for none
     */
    public Problem(ProblemCode code, @Nullable String detail) {
        this(code.status(), code.text(), detail);
    }

    private Problem(HttpStatus status, String code, @Nullable String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    /** A failure of the engine. */
    static Problem of(ErrorCode code, @Nullable String detail) {
        return new Problem(ProblemCode.status(code), code.text(), detail);
    }

    /** One that says no more than its status does; 500 if that is none. */
    public static Problem of(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        HttpStatus answer = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        return new Problem(answer, ProblemCode.of(answer.value()).text(), null);
    }

    /** The same for an id that nobody has, another tenant's, and what is none. */
    public static Problem notFound() {
        return new Problem(ProblemCode.NOT_FOUND, "there is no such thing of this tenant");
    }

    static Problem unauthorized() {
        Problem problem = new Problem(ProblemCode.UNAUTHORIZED, "give a valid key");
        problem.headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return problem;
    }

    static Problem forbidden(String scope) {
        return new Problem(ProblemCode.FORBIDDEN, "this key has not the scope " + scope);
    }

    static Problem gone() {
        return new Problem(ProblemCode.GONE, "the files of this job have been deleted");
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
