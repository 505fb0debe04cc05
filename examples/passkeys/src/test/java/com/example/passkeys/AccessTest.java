package com.example.passkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what. */
class AccessTest {
    private static final String NOBODYS = "acme:secret:00000000000000000000000000000000";

    @TempDir
    static Path folder;

    private static Instance service;
    private static String acme;
    private static String globex;

    @BeforeAll
    static void start() throws Exception {
        service = Instance.start(
                folder, "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        acme = service.newApplication("acme", "register,signin,backup");
        globex = service.newApplication("globex", "signin");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void withoutASecretThatIsValidNothingAnswers() throws Exception {
        String renamed = acme.replace("acme", "globex");
        for (String secret :
                List.of(NOBODYS, renamed, "acme", "", acme + "0", acme.toUpperCase(java.util.Locale.ROOT))) {
            for (String path : List.of("/users/ann/credentials", "/backup/jobs", "/restore/jobs", "/admin/apps/x")) {
                assertThat(service.call(secret, "GET", path).statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
        }
        assertThat(service.call(acme, "GET", "/backup/jobs").statusCode()).isEqualTo(200);
    }

    @Test
    void aSecretDoesWhatItsScopesSay() throws Exception {
        assertThat(service.call(globex, "GET", "/users/ann/credentials").statusCode())
                .isEqualTo(200);
        assertThat(service.call(globex, "POST", "/backup/schedule").statusCode())
                .isEqualTo(403);
        assertThat(service.send(acme, "POST", "/restore", new byte[] {'{', '}'}).statusCode())
                .isEqualTo(403);
    }

    @Test
    void anApplicationsSecretManagesNothingHoweverThePathIsSpelled() throws Exception {
        for (String path : List.of("/admin/apps/new", "/%61dmin/apps/new", "/admin;x/apps/new", "/./admin/apps/new")) {
            assertThat(service.call(acme, "POST", path).statusCode()).as(path).isBetween(400, 404);
        }
        assertThat(Table.count(service.database(), "\"AccountInfo\" WHERE \"AcountName\" = 'new'"))
                .isZero();
    }

    @Test
    void aLockedSecretOpensNothing() throws Exception {
        String initech = service.newApplication("initech", "signin");
        assertThat(service.call(initech, "GET", "/users/ann/credentials").statusCode())
                .isEqualTo(200);
        Table.change(service.database(), "UPDATE \"ApiKeys\" SET \"IsLocked\" = TRUE WHERE \"Tenant\" = 'initech'");
        assertThat(service.call(initech, "GET", "/users/ann/credentials").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aSignInNeedsACounterThatRoseAndASessionOfThisApplication() throws Exception {
        byte[] id = Writer.register(service, acme, "ann", new Random(1));
        assertThat(Writer.signIn(service, acme, "ann", id, 5).statusCode()).isEqualTo(200);
        assertThat(Writer.signIn(service, acme, "ann", id, 5).statusCode()).isEqualTo(401);
        assertThat(Table.count(service.database(), "\"ApplicationEvents\" WHERE \"EventType\" = 1104"))
                .isOne();
        HttpResponse<byte[]> foreign = service.post(globex, "/signin/begin", Map.of("userId", "ann"));
        for (String session :
                List.of(Instance.json(foreign).get("session").stringValue(), "", "a.b", "not base64!.x", ".")) {
            assertThat(service.post(
                                    acme,
                                    "/signin/complete",
                                    Map.of("session", session, "credentialId", id, "signatureCounter", 6))
                            .statusCode())
                    .as(session)
                    .isEqualTo(401);
        }
    }

    @Test
    void whatIsMissingInABodyIsARequestThatIsWrong() throws Exception {
        for (String path : List.of("/credentials", "/signin/begin", "/signin/complete")) {
            assertThat(service.post(acme, path, Map.of()).statusCode()).as(path).isEqualTo(400);
        }
    }
}
