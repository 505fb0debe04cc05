package io.decant.server;

import io.decant.archive.Archive;
import io.decant.archive.Manifest;
import io.decant.spring.Scope;
import io.decant.spring.job.Backups;
import io.decant.spring.job.Job;
import io.decant.spring.job.JobService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** A backup: how far it is, and what is in its archive. */
@Controller
final class BackupPages {
    private final Visitors visitors;
    private final Backups backups;

    BackupPages(Visitors visitors, JobService jobs) {
        this.visitors = visitors;
        this.backups = jobs.backups();
    }

    @PostMapping("/console/backups")
    ModelAndView schedule(HttpServletRequest request, Model model) {
        Visitor visitor = visitors.in(request, Scope.EXPORT, model);
        Job job = backups.schedule(visitor.caller(), null);
        return SignInPage.see(visitor.mayRead() ? JobCard.of(job).page() : "/");
    }

    @GetMapping("/console/backups/{id}")
    String page(HttpServletRequest request, Model model, @PathVariable("id") String id) {
        Job job = job(visitors.in(request, Scope.READ, model), id);
        model.addAttribute("job", JobCard.of(job));
        if (job.manifest() != null) {
            Manifest manifest = Archive.manifest(job.manifest().getBytes(StandardCharsets.UTF_8));
            model.addAttribute("archive", ArchiveView.of(manifest));
            model.addAttribute("plan", PlanTree.of(manifest));
        }
        return "backup";
    }

    /** How far it is; when it has ended the whole page asks again. */
    @GetMapping("/console/backups/{id}/live")
    String live(HttpServletRequest request, HttpServletResponse response, Model model, @PathVariable("id") String id) {
        Job job = job(visitors.in(request, Scope.READ, model), id);
        if (!job.status().active()) {
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("job", JobCard.of(job));
        return "live :: state";
    }

    @PostMapping("/console/backups/{id}/delete")
    ModelAndView delete(HttpServletRequest request, Model model, @PathVariable("id") String id) {
        Visitor visitor = visitors.in(request, Scope.EXPORT, model);
        Job job = job(visitor, id);
        backups.delete(visitor.caller(), job);
        return SignInPage.see(JobCard.of(job).page());
    }

    private Job job(Visitor visitor, String id) {
        return Visitors.one(id, uuid -> backups.find(visitor.caller().tenant(), uuid));
    }
}
