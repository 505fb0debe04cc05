package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser without a window. It is Debian's, and none is ever downloaded. */
final class Chromium implements AutoCloseable {
    private static final Path BROWSER = Path.of(System.getProperty("decant.chromium", "/usr/bin/chromium"));
    private static final Path DRIVER = Path.of(System.getProperty("decant.chromedriver", "/usr/bin/chromedriver"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final WebDriverWait wait;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
        this.wait = new WebDriverWait(driver, PATIENCE);
    }

    /** @param downloads a folder for files that pages hand out */
    static Chromium start(Path downloads) {
        assertThat(Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER))
                .as("the console is tried in a real browser, and there is none: install chromium and chromium-driver"
                        + " (apt-get install chromium chromium-driver), or name them by -Ddecant.chromium=…"
                        + " -Ddecant.chromedriver=…")
                .isTrue();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        // No sandbox: it cannot be had as root, in which containers build. Only our own pages are shown.
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900");
        options.setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toString()));
        options.setCapability("goog:loggingPrefs", logs);
        // Named, so that Selenium looks for none, and fetches none.
        System.setProperty("webdriver.chrome.driver", DRIVER.toString());
        return new Chromium(new ChromeDriver(options));
    }

    void open(String url) {
        driver.get(url);
    }

    String title() {
        return String.valueOf(driver.getTitle());
    }

    WebElement see(String css) {
        return wait.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
    }

    void see(String css, String text) {
        wait.until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(css), text));
    }

    /** A button or link by what it says. */
    void press(String words) {
        wait.until(ExpectedConditions.elementToBeClickable(
                        By.xpath("//*[self::button or self::a][starts-with(normalize-space(.), '" + words + "')]")))
                .click();
    }

    void yes() {
        wait.until(ExpectedConditions.alertIsPresent()).accept();
    }

    /** Gives a file, or a folder, to a field that takes such. */
    void choose(String css, Path file) {
        driver.findElement(By.cssSelector(css)).sendKeys(file.toString());
    }

    <T> T await(Supplier<T> found) {
        return Objects.requireNonNull(wait.until(browser -> found.get()));
    }

    void type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Goes on by the tabulator until what has the focus says these words. */
    void tabTo(String words) {
        for (int i = 0; i < 40; i++) {
            WebElement focused = driver.switchTo().activeElement();
            if (focused.getText().startsWith(words)) {
                assertThat(driver.executeScript(
                                "return getComputedStyle(arguments[0]).outlineStyle + getComputedStyle(arguments[0]).boxShadow",
                                focused))
                        .as("the focus can be seen on " + words)
                        .isNotEqualTo("nonenone");
                return;
            }
            focused.sendKeys(Keys.TAB);
        }
        throw new AssertionError("the tabulator never comes to: " + words);
    }

    void scheme(String lightOrDark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", lightOrDark),
                                // Colours are looked at as they are in the end.
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** As wide as a phone until {@link #desk()}. */
    void phone() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        assertThat(driver.executeScript("return document.documentElement.scrollWidth"))
                .as("nothing is wider than the phone on " + title())
                .isEqualTo(390L);
    }

    void desk() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** What axe finds that keeps people out, in light and in dark. */
    void accessible() {
        for (String scheme : List.of("light", "dark")) {
            scheme(scheme);
            Object found = driver.executeAsyncScript(axe() + "; const done = arguments[arguments.length - 1];"
                    + "axe.run(document).then(r => done(r.violations.map(v => v.id + ': ' + v.help + ' '"
                    + " + v.nodes.map(n => n.target + ' ' + n.failureSummary).join(' | '))), e => done([String(e)]));");
            assertThat((List<?>) found).as(title() + ", " + scheme).isEmpty();
        }
        scheme("light");
    }

    private static String axe() {
        try (InputStream in = Objects.requireNonNull(Chromium.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the line away, or gives it back. */
    void line(boolean there) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", !there, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** What the browser complained of since it was asked last: faults of scripts, refused by the policy, not found. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(Object::toString)
                .toList();
    }

    /** A picture to look at, in the folder that {@code -Ddecant.shots} names. */
    void shot(String name) {
        String folder = System.getProperty("decant.shots");
        if (folder != null) {
            try {
                Files.createDirectories(Path.of(folder));
                Files.write(Path.of(folder, name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
