package io.decant.server;

import io.decant.spring.Scope;
import io.decant.spring.job.AuditLog;
import java.io.PrintWriter;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;

/** Says where the service is, with which settings it runs and, where it serves the sample, how to try it. */
final class Welcome implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);

    private final Settings settings;
    private final PrintWriter out;

    Welcome(Settings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        settings.shown().forEach(setting -> LOG.info("{}", setting));
        WebServerApplicationContext context = (WebServerApplicationContext) ready.getApplicationContext();
        int port = context.getWebServer() == null ? 0 : context.getWebServer().getPort();
        String address = settings.environment().getProperty("server.address", "127.0.0.1");
        String url = "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port + "/";
        out.println("Decant serves at " + url + ". Ctrl-C stops it.");
        if (settings.sample()) {
            trial(ready.getApplicationContext().getBean(Keys.class), url);
        }
        out.flush();
    }

    /** One key to try at a time: those of earlier starts are no longer valid. */
    private void trial(Keys keys, String url) {
        keys.list().stream()
                .filter(key -> key.tenant().equals(SampleDatabase.TENANT) && key.revokedAt() == null)
                .filter(key -> key.name().equals(Keys.TRIAL))
                .forEach(key -> keys.revoke(key.id(), AuditLog.SERVICE));
        String secret = keys.create(SampleDatabase.TENANT, EnumSet.allOf(Scope.class), Keys.TRIAL, AuditLog.SERVICE)
                .secret();
        out.println();
        out.println(
                "No database is set (decant.database.url), so this is the sample: three tenants of a passkey service.");
        out.println("A key of the tenant acme, to try:");
        out.println();
        out.println("  " + secret);
        out.println();
        out.println("  curl -X POST -H 'ApiSecret: " + secret + "' " + url + "backup/schedule");
        out.println("  curl -H 'ApiSecret: " + secret + "' " + url + "backup/jobs");
    }
}
