package io.decant.server;

import io.decant.spring.Scope;
import io.decant.spring.job.Job;
import io.decant.spring.job.JobService;
import io.decant.spring.job.JobStatus;
import io.decant.spring.job.RestoreOptions;
import io.decant.spring.job.Restores;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A restore, step by step: the archive is uploaded by script to the API; everything else are pages. */
@Controller
final class RestorePages {
    private final Visitors visitors;
    private final Restores restores;

    RestorePages(Visitors visitors, JobService jobs) {
        this.visitors = visitors;
        this.restores = jobs.restores();
    }

    @GetMapping("/console/restores/new")
    String choose(HttpServletRequest request, Model model) {
        visitors.in(request, Scope.RESTORE, model);
        return "restore-new";
    }

    @GetMapping("/console/restores/{id}")
    String page(HttpServletRequest request, Model model, @PathVariable("id") String id) {
        Visitor visitor = visitors.in(request, Scope.READ, model);
        Job job = job(visitor, id);
        model.addAttribute("job", JobCard.of(job));
        model.addAttribute("archive", ArchiveView.of(restores.manifest(job)));
        model.addAttribute("uploading", job.status() == JobStatus.UPLOADING);
        model.addAttribute("report", job.report() == null ? null : ReportView.of(job.report()));
        boolean startable = visitor.mayRestore() && restores.startable(job);
        model.addAttribute("startable", startable);
        model.addAttribute("tenantColumns", visitor.caller().tenant().values());
        if (startable) {
            List<UploadRow> files =
                    restores.files(job).stream().map(UploadRow::of).toList();
            long there = files.stream().filter(UploadRow::uploaded).count();
            model.addAttribute("files", files);
            model.addAttribute("there", there);
            model.addAttribute("complete", there == files.size());
            model.addAttribute("differences", Difference.of(restores.differences(job)));
        }
        return "restore";
    }

    /** How far it is; when it has ended the whole page asks again. */
    @GetMapping("/console/restores/{id}/live")
    String live(HttpServletRequest request, HttpServletResponse response, Model model, @PathVariable("id") String id) {
        Job job = job(visitors.in(request, Scope.READ, model), id);
        if (!job.status().active()) {
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("job", JobCard.of(job));
        return "live :: state";
    }

    /** @param as of a manager, a text for each column of the tenant's key */
    @PostMapping("/console/restores/{id}/start")
    ModelAndView start(
            HttpServletRequest request,
            Model model,
            @PathVariable("id") String id,
            @RequestParam(name = "as", required = false) @Nullable List<String> as,
            @RequestParam(name = "keys", defaultValue = "keep") String keys,
            @RequestParam(name = "onConflict", defaultValue = "fail") String onConflict,
            @RequestParam(name = "deleteExtra", required = false) boolean deleteExtra,
            @RequestParam(name = "allow", defaultValue = "nothing") String allow,
            @RequestParam(name = "how", defaultValue = "dry") String how) {
        Visitor visitor = visitors.in(request, Scope.RESTORE, model);
        Job job = job(visitor, id);
        RestoreOptions options = new RestoreOptions(
                as == null || as.stream().allMatch(String::isBlank) ? null : as,
                keys,
                onConflict,
                deleteExtra,
                Stream.of(allow).filter(a -> !a.equals("nothing")).toList(),
                !how.equals("write"),
                null);
        return SignInPage.see(
                JobCard.of(restores.start(visitor.caller(), job, options)).page());
    }

    @PostMapping("/console/restores/{id}/delete")
    ModelAndView delete(HttpServletRequest request, Model model, @PathVariable("id") String id) {
        Visitor visitor = visitors.in(request, Scope.RESTORE, model);
        Job job = job(visitor, id);
        restores.delete(visitor.caller(), job);
        return SignInPage.see(JobCard.of(job).page());
    }

    private Job job(Visitor visitor, String id) {
        return Visitors.one(id, uuid -> restores.find(visitor.caller().tenant(), uuid));
    }
}
