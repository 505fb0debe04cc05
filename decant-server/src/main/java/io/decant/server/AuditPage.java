package io.decant.server;

import io.decant.spring.Scope;
import io.decant.spring.job.AuditLog;
import io.decant.spring.job.JobService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who did what for a tenant, the newest first. */
@Controller
final class AuditPage {
    private static final int SHOWN = 200;

    private final Visitors visitors;
    private final AuditLog audit;
    private final Keys keys;

    AuditPage(Visitors visitors, JobService jobs, Keys keys) {
        this.visitors = visitors;
        this.audit = jobs.audit();
        this.keys = keys;
    }

    /**
     * @param who a key by what it is for, where that is known
     * @param page of the job; null for what is none
     */
    record Line(
            String at,
            String who,
            String what,
            String subject,
            @Nullable String page,
            @Nullable String detail) {}

    @GetMapping("/console/audit")
    String page(HttpServletRequest request, Model model) {
        Visitor visitor = visitors.in(request, Scope.READ, model);
        List<Keys.Key> known = keys.list(visitor.caller().tenant());
        model.addAttribute(
                "lines",
                audit.list(visitor.caller().tenant(), SHOWN).stream()
                        .map(line -> line(line, known))
                        .toList());
        model.addAttribute("most", SHOWN);
        return "audit";
    }

    private static Line line(AuditLog.Line line, List<Keys.Key> keys) {
        String page = null;
        if (line.action().startsWith("backup.")) {
            page = "/console/backups/" + line.subject();
        } else if (line.action().startsWith("restore.")) {
            page = "/console/restores/" + line.subject();
        }
        return new Line(
                line.at().toString(),
                who(line.caller(), keys),
                line.action().replace('.', ' '),
                line.subject(),
                page,
                line.detail());
    }

    private static String who(String caller, List<Keys.Key> keys) {
        return keys.stream()
                .filter(key -> caller.equals("key " + key.id()))
                .findFirst()
                .map(key -> key.name().isEmpty() ? caller : "key “" + key.name() + "”")
                .orElse(caller);
    }
}
