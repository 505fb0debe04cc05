package io.decant.spring.web;

import io.decant.error.DecantException;
import io.decant.spring.job.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
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
        Problem problem = new Problem(ProblemCode.valueOf(refused.reason().name()), refused.getMessage());
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

    @ExceptionHandler
    public ResponseEntity<ProblemDetail> failed(DecantException failure) {
        if (ProblemCode.status(failure.code()).is5xxServerError()) {
            LOG.warn("a request failed", failure);
            return Problem.of(failure.code(), "the server's log says more").response();
        }
        return Problem.of(failure.code(), failure.getMessage()).response();
    }

    /** The job database is away. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> away(RuntimeException failure) {
        LOG.warn("a request failed", failure);
        return new Problem(ProblemCode.DATABASE, "the server's log says more. Ask again")
                .header(HttpHeaders.RETRY_AFTER, "5")
                .response();
    }

    @ExceptionHandler
    public ResponseEntity<ProblemDetail> badOption(IllegalArgumentException wrong) {
        return new Problem(ProblemCode.USAGE, wrong.getMessage()).response();
    }
}
