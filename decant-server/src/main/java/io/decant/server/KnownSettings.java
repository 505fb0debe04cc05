package io.decant.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every setting that this service and the parts it is made of have, from the metadata that editors complete by. */
final class KnownSettings {
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    /** By the uniform name, without dashes; the name as it is written, and whether any name may stand below it. */
    private final Map<String, Setting> settings = new TreeMap<>();

    /** @param open whether it is a map, with keys of the user's own */
    private record Setting(String name, boolean open) {}

    private KnownSettings() {}

    static KnownSettings read() {
        KnownSettings known = new KnownSettings();
        JsonMapper json = JsonMapper.builder().build();
        try {
            for (URL url : Collections.list(KnownSettings.class.getClassLoader().getResources(METADATA))) {
                try (InputStream in = url.openStream()) {
                    json.readTree(in).path("properties").forEach(known::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return known;
    }

    private void add(JsonNode property) {
        String name = property.path("name").asString();
        boolean open = property.path("type").asString("").startsWith("java.util.Map");
        settings.merge(
                uniform(ConfigurationPropertyName.adapt(name, '.')),
                new Setting(name, open),
                (one, other) -> new Setting(one.name(), one.open() || other.open()));
    }

    boolean has(String name) {
        ConfigurationPropertyName asked = ConfigurationPropertyName.adapt(name, '.');
        if (settings.containsKey(uniform(asked))) {
            return true;
        }
        for (ConfigurationPropertyName above = asked.getParent(); !above.isEmpty(); above = above.getParent()) {
            Setting setting = settings.get(uniform(above));
            if (setting != null && setting.open()) {
                return true;
            }
        }
        return false;
    }

    /** The settings of the section that the name would stand in, by their last words; what is nearest first. */
    List<String> beside(String name) {
        String section = name.contains(".") ? name.substring(0, name.lastIndexOf('.') + 1) : "";
        String last = name.substring(section.length());
        return settings.values().stream()
                .map(Setting::name)
                .filter(other -> other.startsWith(section))
                .map(other -> other.substring(section.length()).split("\\.", 2)[0])
                .distinct()
                .sorted(Comparator.comparingInt((String other) -> -common(other, last))
                        .thenComparing(Comparator.naturalOrder()))
                .collect(Collectors.toList());
    }

    private static int common(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    /** The names of a section's settings, as they are written. */
    List<String> of(String section) {
        return settings.values().stream()
                .map(Setting::name)
                .filter(name -> name.startsWith(section))
                .sorted()
                .toList();
    }

    /** Without dashes, and without the numbers of a list's elements. */
    private static String uniform(ConfigurationPropertyName name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            if (!name.isNumericIndex(i)) {
                text.append(Objects.requireNonNull(name.getElement(i, Form.UNIFORM)))
                        .append('.');
            }
        }
        return text.toString();
    }
}
