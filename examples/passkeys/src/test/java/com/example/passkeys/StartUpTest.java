package com.example.passkeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.spring.job.JobService;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class StartUpTest {
    @TempDir
    Path folder;

    /** Flyway refuses a database in which it finds tables, and no history of its own. */
    @Test
    void theApplicationsMigrationsComeFirstAlsoWhereJobsAreNeededEarly() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        Early.class, PasskeysApplication.class)
                .run(
                        "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "--server.port=0",
                        "--decant.data=" + folder)) {
            assertThat(context.isRunning()).isTrue();
        }
    }

    /** Filters are made before all other beans. */
    static final class Early implements Filter {
        private final JobService jobs;

        Early(JobService jobs) {
            this.jobs = jobs;
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            assertThat(jobs.isRunning()).isTrue();
            chain.doFilter(request, response);
        }
    }
}
