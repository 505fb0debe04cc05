package io.decant.spring.web;

import io.decant.error.ErrorCode;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * Why the API refuses something. Names are stable: {@link #text()} is the code of problem documents. The engine's own
 * {@link ErrorCode}s are codes too, with the {@link #status(ErrorCode) status} that fits their outcome.
 */
public enum ProblemCode {
    USAGE(
            HttpStatus.BAD_REQUEST,
            "Something of the request is not as it has to be.",
            "Read the detail; it says which part."),
    TENANT_MISSING(
            HttpStatus.BAD_REQUEST,
            "The management key acts for a tenant, and none was named.",
            "Name it in the header `Decant-Tenant`, once for each column of its key."),
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "No key, or one that is not valid.", "Send a key that has not been revoked."),
    FORBIDDEN(
            HttpStatus.FORBIDDEN,
            "The key has not the scope for this.",
            "Use a key with the scope that the detail names."),
    FOREIGN_TENANT(
            HttpStatus.FORBIDDEN,
            "A restore into another tenant than the key's.",
            "Leave `as` out, or use the management key."),
    CROSS_ORIGIN(
            HttpStatus.FORBIDDEN,
            "A change that was asked for by cookie, and not from the console's own pages.",
            "Programs send the key in a header."),
    NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such thing, or it is another tenant's: both answers are the same.",
            "Take ids from the tenant's own lists."),
    NOT_IN_MANIFEST(
            HttpStatus.NOT_FOUND,
            "An upload of a file that the restore's manifest does not name.",
            "Send only what `files` of the restore lists."),
    METHOD_NOT_ALLOWED(
            HttpStatus.METHOD_NOT_ALLOWED,
            "The path has no such method.",
            "The header `Allow` lists those that it has."),
    NOT_ACCEPTABLE(
            HttpStatus.NOT_ACCEPTABLE, "The answer cannot be of the type that is asked for.", "Leave `Accept` out."),
    ACTIVE_JOB(
            HttpStatus.CONFLICT,
            "The tenant has a job of this kind that is pending or running.",
            "Follow `job` or the `Link`; wait for it, or cancel it."),
    NOT_UPLOADING(
            HttpStatus.CONFLICT,
            "The restore was started already, or has ended.",
            "Look at its state; open another one to restore again."),
    INCOMPLETE_UPLOAD(
            HttpStatus.CONFLICT, "Files of the restore are missing; `details` lists them.", "Send them, then start."),
    SCHEMA_MISMATCH(
            HttpStatus.CONFLICT,
            "The database's schema does not fit the archive; `details` lists each difference.",
            "Bring both to one version, or allow the differences by `allow`."),
    GONE(HttpStatus.GONE, "The files of the job have been deleted.", "Schedule another backup."),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is larger than it may be here.", "The detail says how large."),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A body of a type that is not taken.", "Send JSON, or a file as it is."),
    RANGE_NOT_SATISFIABLE(
            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            "`Range` begins behind the file's end.",
            "The file is complete already."),
    CONTENT_MISMATCH(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The uploaded bytes are not those that the manifest names; the detail has both hashes.",
            "Send the file of the same archive; nothing was kept."),
    QUOTA(
            HttpStatus.TOO_MANY_REQUESTS,
            "As many backups as the tenant may have in 24 hours.",
            "Ask again after `Retry-After`."),
    TOO_MANY_UPLOADS(
            HttpStatus.TOO_MANY_REQUESTS,
            "The tenant has as many restores open that wait for their files as it may.",
            "Start or delete one of them."),
    TOO_MANY_STREAMS(
            HttpStatus.TOO_MANY_REQUESTS, "Too many jobs are being watched.", "Close some, or ask for the job itself."),
    TOO_MANY_FAILURES(
            HttpStatus.TOO_MANY_REQUESTS,
            "Many wrong keys came from this address.",
            "Wait, and check the key. A right one is let in."),
    STOPPING(HttpStatus.SERVICE_UNAVAILABLE, "The process is being stopped.", "Ask again: another one answers."),
    DATABASE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "A database cannot be reached, or fails.",
            "Ask again; the service's log says more."),
    INTERNAL(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "A defect of Decant itself.",
            "Report it, with what the service's log says.");

    private final HttpStatus status;
    private final String meaning;
    private final String nextStep;

    ProblemCode(HttpStatus status, String meaning, String nextStep) {
        this.status = status;
        this.meaning = meaning;
        this.nextStep = nextStep;
    }

    public HttpStatus status() {
        return status;
    }

    /** The name as problem documents have it: {@code active-job}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String meaning() {
        return meaning;
    }

    String nextStep() {
        return nextStep;
    }

    /** The code that says no more than a status does, and so is of any that something before us answers. */
    public static ProblemCode of(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 416 -> RANGE_NOT_SATISFIABLE;
            default -> status >= 400 && status < 500 ? USAGE : INTERNAL;
        };
    }

    /** Which answer a failure of the engine is. A full disk is the server's trouble, not the request's. */
    static HttpStatus status(ErrorCode code) {
        if (code == ErrorCode.STORAGE) {
            return HttpStatus.INSUFFICIENT_STORAGE;
        }
        return switch (code.outcome()) {
            case USAGE -> HttpStatus.BAD_REQUEST;
            case NO, SCHEMA -> HttpStatus.CONFLICT;
            case ARCHIVE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case DATABASE, INTERRUPTED -> HttpStatus.SERVICE_UNAVAILABLE;
            case FAULT -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
