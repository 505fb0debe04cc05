package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.TenantKey;
import io.decant.spring.Scope;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as it answers over HTTP: who gets in, from where, and what it tells browsers. */
class ConsoleTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/(?:assets|webjars)/[^\"]*)\"");

    @TempDir
    private static Path folder;

    private static Served served;

    @BeforeAll
    static void start() throws Exception {
        served = Served.start(folder);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void aKeySignsInByACookieThatScriptsAndOtherSitesDoNotSee() throws Exception {
        HttpResponse<byte[]> answer = signIn(served.key("globex"), "");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie)
                        .contains("Path=/", "HttpOnly", "SameSite=Strict")
                        .doesNotContain("Max-Age", "Expires", "Secure", "Domain"));
        HttpResponse<byte[]> page = page(cookie(answer), "/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(text(page)).contains("globex", "No backup yet").doesNotContain("/console/keys");
    }

    @Test
    void whereTheConnectionIsSafeTheCookieGoesNoOtherWay() throws Exception {
        assertThat(signIn(served.key("globex"), "", "X-Forwarded-Proto", "https")
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow())
                .contains("Secure");
    }

    @Test
    void wrongKeysAreToldAndCountedAsOthersAre() throws Exception {
        try (Served other = Served.start(folder.resolve("wrong"))) {
            for (int i = 0; i < 20; i++) {
                HttpResponse<byte[]> wrong = signIn(other, "acme:secret:no", "");
                assertThat(wrong.statusCode()).isEqualTo(401);
                assertThat(text(wrong)).contains("not a valid key").doesNotContain("acme:secret:no");
                assertThat(wrong.headers().allValues("Set-Cookie")).isEmpty();
            }
            HttpResponse<byte[]> tooMany = signIn(other, "acme:secret:no", "");
            assertThat(tooMany.statusCode()).isEqualTo(429);
            assertThat(tooMany.headers().firstValue("Retry-After")).isPresent();
            assertThat(signIn(other, other.key("acme"), "").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void theManagementKeyIsAskedForWhomItActs() throws Exception {
        HttpResponse<byte[]> nobody = signIn(Served.MANAGER, "");
        assertThat(nobody.statusCode()).isEqualTo(400);
        assertThat(text(nobody)).contains("for which tenant");
        assertThat(text(page(cookie(signIn(Served.MANAGER, "globex")), "/"))).contains("globex", "/console/keys");
    }

    @Test
    void aRevokedKeyEndsWhatItSignedIn() throws Exception {
        String key = served.key("globex");
        String cookie = cookie(signIn(key, ""));
        Keys keys = served.bean(Keys.class);
        keys.revoke(keys.of(key).orElseThrow().id(), "test");
        HttpResponse<byte[]> page = page(cookie, "/");
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(text(page)).contains("not valid any more", "name=\"key\"");
        assertThat(page.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
        assertThat(served.call("GET", "/backup/jobs", "Cookie", cookie).statusCode())
                .isEqualTo(401);
        assertThat(served.call("GET", "/console/backups/x/live", "Cookie", cookie, "HX-Request", "true")
                        .headers()
                        .firstValue("HX-Refresh"))
                .as("a page that is open asks again")
                .contains("true");
    }

    @Test
    void aCookieChangesNothingForThePagesOfOthers() throws Exception {
        String cookie = cookie(signIn(served.key("initech"), ""));
        String here = served.base();
        for (String[] from : new String[][] {
            {},
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"Sec-Fetch-Site", "none"},
            {"Sec-Fetch-Site", "same-site", "Origin", here},
            {"Origin", "null"},
            {"Origin", "http://127.0.0.1:1"},
            {"Origin", "http://127.0.0.1"},
            {"Origin", here + ".example.org"}
        }) {
            for (String[] call : new String[][] {
                {"POST", "/backup/schedule"},
                {"DELETE", "/backup/jobs/" + UUID.randomUUID()},
                {"POST", "/restore"},
                {"PUT", "/restore/" + UUID.randomUUID() + "/files/x"},
                {"POST", "/console/backups"},
                {"POST", "/console/sign-out"}
            }) {
                assertThat(served.call(call[0], call[1], with(from, "Cookie", cookie))
                                .statusCode())
                        .as(call[1] + List.of(from))
                        .isEqualTo(403);
            }
        }
        assertThat(Served.json(served.call("GET", "/backup/jobs", "Cookie", cookie)))
                .isEmpty();
        assertThat(served.call("POST", "/backup/schedule", "Cookie", cookie, "Origin", here)
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void everyPageAndFileSaysWhatBrowsersMayDoWithIt() throws Exception {
        String cookie = cookie(signIn(Served.MANAGER, "acme"));
        for (String path : new String[] {
            "/",
            "/console/sign-in",
            "/console/restores/new",
            "/console/keys",
            "/console/audit",
            "/console/nothing",
            "/nothing"
        }) {
            HttpResponse<byte[]> page = page(cookie, path);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().allValues("Cache-Control")).as(path).containsExactly("no-store");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
            assertThat(text(page))
                    .as(path)
                    .doesNotContain(" style=", "<style", "onclick", "<script>", "http://", "https://");
            Matcher files = LINK.matcher(text(page));
            assertThat(files.results()
                            .map(found -> found.group(1))
                            .filter(file -> status(file) != 200)
                            .toList())
                    .as("files that " + path + " needs and that are not there")
                    .isEmpty();
        }
    }

    @Test
    void whatIsNotThereIsAPageForBrowsersAndAProblemForPrograms() throws Exception {
        String cookie = cookie(signIn(served.key("globex"), ""));
        for (String path : new String[] {"/nothing", "/console/backups/" + UUID.randomUUID(), "/console/backups/x"}) {
            HttpResponse<byte[]> page = page(cookie, path);
            assertThat(page.statusCode()).as(path).isEqualTo(404);
            assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
            assertThat(text(page)).contains("Not Found", "not-found");
        }
        assertThat(served.call("GET", "/nothing").headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(page("", "/").headers().firstValue("Location")).contains("/console/sign-in");
        assertThat(page("", "/console/audit").statusCode()).isEqualTo(401);
    }

    @Test
    void aSecondBackupIsRefusedAsByTheApiAndThePageLeadsToTheFirst() throws Exception {
        String cookie = cookie(signIn(served.key("acme"), ""));
        String[] own = {"Cookie", cookie, "Origin", served.base(), "Accept", "text/html"};
        String first = served.call("POST", "/console/backups", own)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        HttpResponse<byte[]> second = served.call("POST", "/console/backups", own);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(text(second)).contains("active-job", "href=\"" + first + "\"");
        served.ended(served.key("acme"), first.replace("/console/backups/", "/backup/jobs/"));
    }

    @Test
    void anArchivesPageIsForItsTenantAndTellsWhatTheApiTells() throws Exception {
        String key = served.key("globex");
        String path = served.backup(key);
        String page = "/console/backups/" + path.substring(path.lastIndexOf('/') + 1);
        String shown = text(page(cookie(signIn(key, "")), page));
        Served.json(served.call("GET", path, "ApiSecret", key))
                .get("archive")
                .get("tables")
                .forEach(table -> assertThat(shown)
                        .contains(
                                table.get("name").stringValue(),
                                table.get("digest").stringValue()));
        assertThat(shown).contains("has the tenant in TenantId", "Never leaves", "internal keys");
        assertThat(page(cookie(signIn(served.key("initech"), "")), page).statusCode())
                .isEqualTo(404);
        assertThat(page(cookie(signIn(Served.MANAGER, "initech")), page).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aKeySeesAndDoesWhatItsScopesSay() throws Exception {
        String reader = cookie(signIn(served.key("globex", Set.of(Scope.READ)), ""));
        assertThat(text(page(reader, "/"))).doesNotContain("Back up now", "Restore an archive", "/console/keys");
        for (String path : new String[] {"/console/restores/new", "/console/keys"}) {
            assertThat(page(reader, path).statusCode()).as(path).isEqualTo(403);
        }
        String everything = cookie(signIn(served.key("globex"), ""));
        for (String path : new String[] {"/console/keys", "/console/keys/" + UUID.randomUUID() + "/revoke"}) {
            assertThat(served.call("POST", path, "Cookie", everything, "Origin", served.base())
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(served.call("POST", "/console/backups", "Cookie", reader, "Origin", served.base())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aManagerEndsKeysOfTheTenantThatItActsForOnly() throws Exception {
        String key = served.key("globex");
        String id = served.bean(Keys.class).of(key).orElseThrow().id().toString();
        for (String tenant : new String[] {"initech", "globex"}) {
            assertThat(served.call(
                                    "POST",
                                    "/console/keys/" + id + "/revoke",
                                    "Cookie",
                                    cookie(signIn(Served.MANAGER, tenant)),
                                    "Origin",
                                    served.base())
                            .statusCode())
                    .as(tenant)
                    .isEqualTo(tenant.equals("globex") ? 303 : 404);
        }
        assertThat(served.call("GET", "/backup/jobs", "ApiSecret", key).statusCode())
                .isEqualTo(401);
    }

    @Test
    void whatATenantOrAKeyIsCalledIsTextOnEveryPage() throws Exception {
        String key = served.bean(Keys.class)
                .create(TenantKey.of("<b>x", "ü/y"), EnumSet.allOf(Scope.class), "<i>y", "<u>z")
                .secret();
        served.call("POST", "/console/backups", "Cookie", cookie(signIn(key, "")), "Origin", served.base());
        for (String cookie : List.of(cookie(signIn(key, "")), cookie(signIn(Served.MANAGER, "<b>x\nü/y")))) {
            for (String path : new String[] {"/", "/console/restores/new", "/console/audit", "/console/keys"}) {
                assertThat(text(page(cookie, path)))
                        .as(path)
                        .contains("&lt;b&gt;x / ü/y")
                        .doesNotContain("<b>", "<i>", "<u>");
            }
        }
    }

    private static int status(String path) {
        try {
            return served.call("GET", path).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static HttpResponse<byte[]> page(String cookie, String path) throws Exception {
        return served.call("GET", path, "Cookie", cookie, "Accept", "text/html,*/*;q=0.8");
    }

    private static HttpResponse<byte[]> signIn(String key, String tenant, String... headers) throws Exception {
        return signIn(served, key, tenant, headers);
    }

    private static HttpResponse<byte[]> signIn(Served at, String key, String tenant, String... headers)
            throws Exception {
        String form = "key=" + URLEncoder.encode(key, StandardCharsets.UTF_8) + "&tenant="
                + URLEncoder.encode(tenant, StandardCharsets.UTF_8);
        return at.send(
                "POST",
                "/console/sign-in",
                form.getBytes(StandardCharsets.UTF_8),
                with(headers, "Content-Type", "application/x-www-form-urlencoded", "Origin", at.base()));
    }

    /** As a browser sends it back. */
    private static String cookie(HttpResponse<byte[]> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(c -> c.substring(0, c.indexOf(';')))
                .collect(Collectors.joining("; "));
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.concat(Arrays.stream(headers), Arrays.stream(more)).toArray(String[]::new);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
