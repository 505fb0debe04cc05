package io.decant.server;

import io.decant.spring.web.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What goes wrong outside of every controller. */
@Controller
final class ErrorPage implements ErrorController {
    @RequestMapping("/error")
    Object error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ResponseEntity<ProblemDetail> answer =
                Problem.of(status instanceof Integer number ? number : 404).response();
        return ErrorView.wanted(request) ? ErrorView.of(answer, request) : answer;
    }
}
