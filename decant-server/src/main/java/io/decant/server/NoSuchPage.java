package io.decant.server;

import io.decant.spring.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What is not there: a page for browsers, a problem document for programs. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 1)
final class NoSuchPage {
    @ExceptionHandler({NoResourceFoundException.class, HttpRequestMethodNotSupportedException.class})
    Object none(Exception none, HttpServletRequest request) {
        ErrorResponse said = (ErrorResponse) none;
        var answer = Problem.of(said.getStatusCode().value()).response();
        return ErrorView.wanted(request)
                ? ErrorView.of(answer, request)
                : ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .headers(said.getHeaders())
                        .body(Objects.requireNonNull(answer.getBody()));
    }
}
