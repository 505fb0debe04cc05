package io.decant.spring;

import io.decant.spring.job.JobService;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/**
 * Backup and restore of tenants for an application that has a {@link DataSource} and says by a {@link TenantResolver} who
 * asks. Nothing of it takes part in the application's own security, migrations or queue.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
@ConditionalOnBean(DataSource.class)
@EnableConfigurationProperties(DecantProperties.class)
public class DecantAutoConfiguration {

    /** Not before the application's own migrations: Flyway's begin only in a database that has no tables. */
    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    JobService decantJobs(
            DecantProperties settings,
            ObjectProvider<DataSource> application,
            ResourceLoader loader,
            ObjectProvider<ObservationRegistry> observations) {
        return JobService.of(
                settings, application.getObject(), loader, observations.getIfAvailable(() -> ObservationRegistry.NOOP));
    }

    /** Where there is Micrometer, as Spring's actuator brings it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Metrics {
        @Bean
        MeterBinder decantMetrics(JobService jobs) {
            return new JobMetrics(jobs);
        }
    }
}
