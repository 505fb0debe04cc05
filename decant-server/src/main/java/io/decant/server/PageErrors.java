package io.decant.server;

import io.decant.error.DecantException;
import io.decant.spring.job.RefusedException;
import io.decant.spring.web.Problem;
import io.decant.spring.web.ProblemAdvice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** What goes wrong in the console, as pages that can be read, with the status that the API has for it. */
@ControllerAdvice(
        assignableTypes = {
            SignInPage.class,
            JobsPage.class,
            BackupPages.class,
            RestorePages.class,
            KeysPage.class,
            AuditPage.class
        })
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageErrors {
    private final ProblemAdvice problems;

    PageErrors(ProblemAdvice problems) {
        this.problems = problems;
    }

    /** Nobody is signed in, or not any more: here is where to. */
    @ExceptionHandler
    ModelAndView problem(Problem problem, HttpServletRequest request, HttpServletResponse response) {
        ResponseEntity<ProblemDetail> answer = problem.response();
        answer.getHeaders()
                .forEach((name, values) -> values.forEach(value -> {
                    if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                        response.addHeader(name, value);
                    }
                }));
        if (answer.getStatusCode() != HttpStatus.UNAUTHORIZED) {
            return ErrorView.of(answer, request);
        }
        boolean was = KeyCookie.of(request) != null;
        if (was) {
            response.addHeader(HttpHeaders.SET_COOKIE, KeyCookie.ended(request).toString());
        }
        if (request.getHeader("HX-Request") != null) {
            // A part of a page that was asked for by script: the whole page is to ask again.
            response.setHeader("HX-Refresh", "true");
        }
        return SignInPage.form(
                HttpStatus.UNAUTHORIZED,
                was ? "This key is not valid any more. Sign in with another one." : "Sign in to go on.");
    }

    @ExceptionHandler
    ModelAndView refused(RefusedException refused, HttpServletRequest request) {
        return ErrorView.of(problems.refused(refused), request);
    }

    @ExceptionHandler
    ModelAndView failed(DecantException failure, HttpServletRequest request) {
        return ErrorView.of(problems.failed(failure), request);
    }

    @ExceptionHandler
    ModelAndView badOption(IllegalArgumentException wrong, HttpServletRequest request) {
        return ErrorView.of(problems.badOption(wrong), request);
    }
}
