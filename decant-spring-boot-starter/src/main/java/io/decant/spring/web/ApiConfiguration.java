package io.decant.spring.web;

import io.decant.spring.TenantResolver;
import io.decant.spring.job.JobService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The API's controllers, and what they answer when something goes wrong. */
@Configuration(proxyBeanMethods = false)
@Import(ProblemAdvice.class)
public class ApiConfiguration {

    @Bean
    Events decantEvents() {
        return new Events();
    }

    @Bean
    BackupController decantBackupController(TenantResolver resolver, JobService jobs, Events decantEvents) {
        return new BackupController(
                new Requests(resolver), jobs.backups(), new Downloads(jobs.archives()), decantEvents);
    }

    @Bean
    RestoreController decantRestoreController(TenantResolver resolver, JobService jobs) {
        return new RestoreController(new Requests(resolver), jobs.restores());
    }
}
