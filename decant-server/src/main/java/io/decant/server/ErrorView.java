package io.decant.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.ModelAndView;

/** A problem as a page, for those who read. */
final class ErrorView {
    private ErrorView() {}

    /** Whether a browser asks: other programs do not name HTML. */
    static boolean wanted(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    static ModelAndView of(ResponseEntity<ProblemDetail> answer, HttpServletRequest request) {
        ProblemDetail problem = Objects.requireNonNull(answer.getBody());
        Map<String, Object> more = problem.getProperties() == null ? Map.of() : problem.getProperties();
        ModelAndView view = new ModelAndView("error", HttpStatus.valueOf(problem.getStatus()));
        view.addObject("visitor", request.getAttribute(Visitor.class.getName()));
        view.addObject("heading", problem.getTitle());
        view.addObject("status", problem.getStatus());
        view.addObject("code", more.get("code"));
        view.addObject("detail", sentence(problem.getDetail()));
        view.addObject("details", more.get("details"));
        view.addObject("job", more.get("job") instanceof String path ? page(path) : null);
        return view;
    }

    /** The page of what the API has at a path. */
    private static String page(String path) {
        return path.startsWith("/backup/jobs/")
                ? "/console/backups/" + path.substring("/backup/jobs/".length())
                : "/console/restores/" + path.substring("/restore/".length());
    }

    private static @Nullable String sentence(@Nullable String detail) {
        if (detail == null || detail.isEmpty()) {
            return null;
        }
        String begun = Character.toUpperCase(detail.charAt(0)) + detail.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
