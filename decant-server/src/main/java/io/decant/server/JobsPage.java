package io.decant.server;

import io.decant.spring.Scope;
import io.decant.spring.job.Job;
import io.decant.spring.job.JobService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The first page: a tenant's backups and restores, the newest first. */
@Controller
final class JobsPage {
    private static final int SHOWN = 20;

    private final Visitors visitors;
    private final JobService jobs;

    JobsPage(Visitors visitors, JobService jobs) {
        this.visitors = visitors;
        this.jobs = jobs;
    }

    /** @param all whether older jobs are wanted too */
    @GetMapping("/")
    ModelAndView page(
            HttpServletRequest request, Model model, @RequestParam(name = "all", required = false) boolean all) {
        if (KeyCookie.of(request) == null && request.getHeader("ApiSecret") == null) {
            return SignInPage.see("/console/sign-in");
        }
        Visitor visitor = visitors.in(request, Scope.READ, model);
        List<Job> backups = jobs.backups().list(visitor.caller().tenant());
        List<Job> restores = jobs.restores().list(visitor.caller().tenant());
        model.addAttribute("backups", cards(backups, all));
        model.addAttribute("restores", cards(restores, all));
        model.addAttribute("older", !all && Math.max(backups.size(), restores.size()) > SHOWN);
        model.addAttribute("busy", backups.stream().anyMatch(job -> job.status().active()));
        return new ModelAndView("jobs");
    }

    private static List<JobCard> cards(List<Job> oldestFirst, boolean all) {
        List<Job> newestFirst = new ArrayList<>(oldestFirst);
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .limit(all ? Long.MAX_VALUE : SHOWN)
                .map(JobCard::of)
                .toList();
    }
}
