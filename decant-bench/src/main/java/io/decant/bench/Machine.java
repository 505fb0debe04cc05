package io.decant.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What figures depend on and do not say themselves: where they were taken, when, and on which versions. */
final class Machine {
    private static final Pattern MODEL = Pattern.compile("model name\\s*: (.*)");
    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s*(\\d+) kB");

    private Machine() {}

    /**
     * Names and values, in the order in which they are shown.
     *
     * @param clients the product's own programs that take part, with their version
     */
    static Map<String, String> facts(Site site, String clients) throws Exception {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("processor", find(MODEL, "/proc/cpuinfo"));
        facts.put("memory", memory());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("server", site.server().version());
        facts.put("clients", clients);
        facts.put("openssl", firstLine(Clients.output("openssl", "version")));
        facts.put("decant", firstLine(Clients.output("git", "describe", "--always", "--dirty")));
        facts.put("loadBefore", firstLine(read("/proc/loadavg")));
        facts.put(
                "serverOn",
                Files.getFileStore(site.place().work()).type() + ": "
                        + Files.getFileStore(site.place().work()).name());
        facts.put("outputOn", Files.getFileStore(site.place().outputs()).type());
        facts.put("settings", new TreeMap<>(site.server().settings()).toString());
        return facts;
    }

    private static String memory() {
        String kilobytes = find(MEMORY, "/proc/meminfo");
        return kilobytes.isEmpty() ? "" : (Long.parseLong(kilobytes) >> 10) + " MB";
    }

    private static String find(Pattern pattern, String file) {
        Matcher matcher = pattern.matcher(read(file));
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            // Not Linux, or a container without it: a fact is missing, no figure is wrong.
            return "";
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
