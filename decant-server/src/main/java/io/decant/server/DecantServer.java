package io.decant.server;

import com.zaxxer.hikari.HikariDataSource;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.spring.DecantProperties.Database;
import io.decant.spring.job.JobService;
import io.decant.spring.job.Pool;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The service's own beans: the application's database, and keys to say who asks. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(ServerProperties.class)
@Import({
    ProblemErrors.class,
    ErrorPage.class,
    ApiDocument.class,
    NoSuchPage.class,
    PageErrors.class,
    SignInPage.class,
    JobsPage.class,
    BackupPages.class,
    RestorePages.class,
    KeysPage.class,
    AuditPage.class
})
class DecantServer {

    @Bean
    HikariDataSource applicationDatabase(ServerProperties settings) {
        Database database = settings.database();
        if (database == null || database.url().isBlank()) {
            throw new DecantException(ErrorCode.USAGE, "decant.database.url is not set");
        }
        return Pool.of(database, "decant-application");
    }

    @Bean
    Keys keys(JobService jobs) {
        return KeyTable.open(jobs.database());
    }

    @Bean
    ManagementKey managementKey(ServerProperties settings) {
        return ManagementKey.of(settings);
    }

    @Bean
    KeyResolver tenantOfKey(Keys keys, ManagementKey management) {
        return new KeyResolver(keys, management);
    }

    @Bean
    Visitors visitors(KeyResolver resolver) {
        return new Visitors(resolver);
    }

    @Bean
    PageHeaders pageHeaders() {
        return new PageHeaders();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
        return tomcat -> tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

    /** The application's own is looked at by Spring. */
    @Bean
    DataSourceHealthIndicator jobsHealthIndicator(JobService jobs) {
        return new DataSourceHealthIndicator(jobs.database());
    }
}
