package io.decant.spring.web;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.spring.job.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what goes wrong in our controllers, and in no other, into problem documents. */
@RestControllerAdvice(assignableTypes = {BackupController.class, RestoreController.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    public ResponseEntity<ProblemDetail> problem(Problem problem) {
        return problem.response();
    }

    @ExceptionHandler
    public ResponseEntity<ProblemDetail> refused(RefusedException refused) {
        Problem problem = new Problem(status(refused.reason()), refused.reason().text(), refused.getMessage());
        if (refused.job() != null) {
            problem.with("job", JobView.path(refused.job()));
            problem.header(HttpHeaders.LINK, "<" + JobView.path(refused.job()) + ">; rel=\"related\"");
        }
        if (refused.retryAfter() != null) {
            problem.header(
                    HttpHeaders.RETRY_AFTER, Long.toString(refused.retryAfter().toSeconds()));
        }
        if (!refused.details().isEmpty()) {
            problem.with("details", refused.details());
        }
        return problem.response();
    }

    private static HttpStatus status(RefusedException.Reason reason) {
        return switch (reason) {
            case ACTIVE_JOB, INCOMPLETE_UPLOAD, SCHEMA_MISMATCH, NOT_UPLOADING -> HttpStatus.CONFLICT;
            case QUOTA -> HttpStatus.TOO_MANY_REQUESTS;
            case CONTENT_MISMATCH -> HttpStatus.UNPROCESSABLE_CONTENT;
            case FOREIGN_TENANT -> HttpStatus.FORBIDDEN;
        };
    }

    @ExceptionHandler
    public ResponseEntity<ProblemDetail> failed(DecantException failure) {
        HttpStatus status = switch (failure.code().outcome()) {
            case USAGE -> HttpStatus.BAD_REQUEST;
            case NO, SCHEMA -> HttpStatus.CONFLICT;
            case ARCHIVE -> HttpStatus.UNPROCESSABLE_CONTENT;
            case DATABASE, INTERRUPTED -> HttpStatus.SERVICE_UNAVAILABLE;
            case FAULT -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
        String code = failure.code().text();
        if (status.is5xxServerError()) {
            LOG.warn("a request failed", failure);
            return new Problem(status, code, "the server's log says more").response();
        }
        return new Problem(status, code, failure.getMessage()).response();
    }

    /** The job database is away. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> away(RuntimeException failure) {
        LOG.warn("a request failed", failure);
        return new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        ErrorCode.DATABASE.text(),
                        "the server's log says more. Ask again")
                .header(HttpHeaders.RETRY_AFTER, "5")
                .response();
    }

    @ExceptionHandler
    public ResponseEntity<ProblemDetail> badOption(IllegalArgumentException wrong) {
        return new Problem(HttpStatus.BAD_REQUEST, "usage", wrong.getMessage()).response();
    }
}
