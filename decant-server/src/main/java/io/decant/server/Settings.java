package io.decant.server;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What the configuration file, the environment and the defaults say, in this order of weight: the environment first. */
final class Settings {
    private static final String DEFAULTS = "io/decant/server/defaults.yaml";

    private final ConfigurableEnvironment environment = new StandardEnvironment();
    private final KnownSettings known = KnownSettings.read();
    private final boolean sample;

    private Settings(@Nullable Path file) {
        if (file != null) {
            if (!Files.isReadable(file)) {
                throw new DecantException(
                        ErrorCode.USAGE, file + " cannot be read. --config names a file of settings in YAML");
            }
            for (PropertySource<?> source : load(new FileSystemResource(file), file.toString())) {
                check(source, file);
                environment.getPropertySources().addLast(source);
            }
        }
        ConfigurationPropertySources.attach(environment);
        sample = !environment.containsProperty("decant.database.url");
        environment.getPropertySources().addLast(new MapPropertySource("decant", derived()));
        load(new ClassPathResource(DEFAULTS), "the defaults")
                .forEach(source -> environment.getPropertySources().addLast(source));
    }

    /**
     * Reads all settings.
     *
     * @param file YAML; null if there is none
     * @throws DecantException {@code USAGE} if the file cannot be read, or says something that there is not
     */
    static Settings read(@Nullable Path file) {
        return new Settings(file);
    }

    ConfigurableEnvironment environment() {
        return environment;
    }

    /** Whether no database is set, so that the sample is served. */
    boolean sample() {
        return sample;
    }

    /** Where archives, work in progress and, unless set otherwise, the jobs are kept. */
    Path data() {
        return Path.of(environment.getProperty("decant.data", "./decant-data"))
                .toAbsolutePath()
                .normalize();
    }

    /** What follows from the folder for data. */
    private Map<String, Object> derived() {
        Map<String, Object> derived = new TreeMap<>();
        derived.put("decant.jobs.url", "jdbc:h2:file:" + data().resolve("jobs") + ";AUTO_SERVER=TRUE");
        if (sample) {
            derived.put("decant.database.url", "jdbc:h2:file:" + data().resolve("sample") + ";AUTO_SERVER=TRUE");
            derived.put("decant.model", data().resolve("sample.yaml").toString());
        }
        return derived;
    }

    /** @throws DecantException {@code USAGE} if a value is not of its kind */
    <T> T bind(Class<T> type) {
        try {
            return Binder.get(environment).bindOrCreate("decant", type);
        } catch (BindException wrong) {
            throw Settings.wrong(wrong);
        }
    }

    /** What is wrong with a value, without the value. */
    static DecantException wrong(BindException wrong) {
        Throwable cause = wrong;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String why = cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? ": " + cause.getMessage()
                : "";
        Origin origin = wrong.getProperty() == null ? null : wrong.getProperty().getOrigin();
        return new DecantException(
                ErrorCode.USAGE, place(origin) + wrong.getName() + " cannot be " + describe(wrong) + why);
    }

    private static String describe(BindException wrong) {
        Class<?> type = wrong.getTarget().getType().resolve();
        return "read as " + (type == null ? "what it should be" : "a " + type.getSimpleName());
    }

    private static String place(@Nullable Origin origin) {
        if (origin instanceof PropertySourceOrigin source && source.getOrigin() != null) {
            return place(source.getOrigin());
        }
        if (origin instanceof TextResourceOrigin text && text.getLocation() != null) {
            return (text.getResource() == null ? "" : text.getResource().getFilename() + ", ") + "line "
                    + (text.getLocation().getLine() + 1) + ": ";
        }
        return "";
    }

    private static List<PropertySource<?>> load(Resource resource, String name) {
        try {
            return new YamlPropertySourceLoader().load(name, resource);
        } catch (IOException e) {
            throw new DecantException(
                    ErrorCode.USAGE, name + " cannot be read. --config names a file of settings in YAML", e);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new DecantException(
                    ErrorCode.USAGE, name + ", line " + line + ": this is no YAML: " + e.getProblem(), e);
        }
    }

    private void check(PropertySource<?> source, Path file) {
        if (!(source instanceof EnumerablePropertySource<?> named)) {
            return;
        }
        StringBuilder wrong = new StringBuilder();
        for (String name : named.getPropertyNames()) {
            if (!known.has(name)) {
                List<String> others = known.beside(name);
                wrong.append(wrong.isEmpty() ? "" : "\n")
                        .append(file)
                        .append(", ")
                        .append(line(OriginLookup.getOrigin(source, name)))
                        .append(name)
                        .append(" is no setting")
                        .append(others.isEmpty() ? "" : ". There are here: " + String.join(", ", others));
            }
        }
        if (!wrong.isEmpty()) {
            throw new DecantException(ErrorCode.USAGE, wrong.toString());
        }
    }

    private static String line(@Nullable Origin origin) {
        return origin instanceof TextResourceOrigin text && text.getLocation() != null
                ? "line " + (text.getLocation().getLine() + 1) + ": "
                : "";
    }

    /** The settings that count, a line each, secrets masked. */
    List<String> shown() {
        Map<String, String> shown = new TreeMap<>();
        for (String name : known.of("decant.")) {
            show(shown, name);
        }
        List.of("server.address", "server.port").forEach(name -> show(shown, name));
        return shown.entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .toList();
    }

    private void show(Map<String, String> shown, String name) {
        Object value = Binder.get(environment).bind(name, String.class).orElse(null);
        if (value != null) {
            shown.put(name, Masked.of(name, value.toString()));
        }
    }
}
