package io.decant.plan;

import io.decant.plan.TenantModel.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping, read key by key. What is wrong goes to the problems, and the key then counts as absent, so that one
 * look finds every mistake.
 */
final class YamlMap {
    private final String where;
    private final int line;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Name> keys = new LinkedHashMap<>();

    private YamlMap(String where, Node node, Problems problems) {
        this.where = where;
        this.line = YamlTree.line(node);
        this.problems = problems;
        if (!(node instanceof MappingNode mapping)) {
            problems.add(line, where + " takes keys with values, such as \"key: value\"");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            put(entry.getKeyNode(), entry.getValueNode());
        }
    }

    /** A mapping whose keys are names: any key is allowed, none twice. */
    static YamlMap ofNames(String where, Node node, Problems problems) {
        return new YamlMap(where, node, problems);
    }

    /** A mapping whose keys are known. */
    static YamlMap ofKeys(String where, Node node, Problems problems, List<String> allowed) {
        YamlMap map = new YamlMap(where, node, problems);
        for (String key : List.copyOf(map.values.keySet())) {
            if (!allowed.contains(key)) {
                String nearest = Nearest.of(key, allowed).orElse("");
                map.problem(
                        key,
                        "unknown key \"" + key + "\" in " + where + "; the nearest is \"" + nearest + "\", all are "
                                + String.join(", ", allowed));
                map.values.remove(key);
            }
        }
        return map;
    }

    private void put(Node keyNode, Node value) {
        Name key = name(keyNode, "a key of " + where);
        if (key == null) {
            return;
        }
        Name first = keys.putIfAbsent(key.text(), key);
        if (first != null) {
            problems.add(key, "\"" + key + "\" is in " + where + " twice; the first is in line " + first.line());
        } else {
            values.put(key.text(), value);
        }
    }

    int line() {
        return line;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Takes keys without any value for absent. */
    void dropEmpty(List<String> keys) {
        values.entrySet()
                .removeIf(e -> keys.contains(e.getKey())
                        && e.getValue() instanceof ScalarNode scalar
                        && scalar.getValue().isEmpty());
    }

    void problem(String key, String message) {
        Name name = keys.get(key);
        problems.add(name == null ? line : name.line(), message);
    }

    /** Calls with each key, in the file's order. */
    void forEach(BiConsumer<Name, Node> action) {
        values.forEach((key, node) -> {
            Name name = keys.get(key);
            if (name != null) {
                action.accept(name, node);
            }
        });
    }

    Optional<Node> node(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** One name or text; null if absent or wrong. */
    @Nullable Name name(String key) {
        return node(key).map(n -> name(n, of(key))).orElse(null);
    }

    @Nullable String text(String key) {
        Name name = name(key);
        return name == null ? null : name.text();
    }

    /** A list of names, or one name without the brackets. */
    List<Name> names(String key) {
        return node(key).map(n -> names(n, of(key))).orElse(List.of());
    }

    boolean flag(String key) {
        Name name = name(key);
        if (name == null || name.text().equals("false")) {
            return false;
        }
        if (!name.text().equals("true")) {
            problems.add(name, of(key) + " is true or false");
        }
        return name.text().equals("true");
    }

    /** One word of several; null if absent or wrong. */
    <T> @Nullable T oneOf(String key, Collection<T> allowed, Function<T, String> word) {
        Name name = name(key);
        if (name == null) {
            return null;
        }
        for (T candidate : allowed) {
            if (word.apply(candidate).equals(name.text())) {
                return candidate;
            }
        }
        List<String> words = allowed.stream().map(word).toList();
        problems.add(name, of(key) + " is one of " + String.join(", ", words) + Nearest.hint(name.text(), words));
        return null;
    }

    String of(String key) {
        return "\"" + key + "\" in " + where;
    }

    List<Name> names(Node node, String what) {
        List<Name> names = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                addName(names, item, what);
            }
            if (list.getValue().isEmpty()) {
                problems.add(YamlTree.line(node), what + " has at least one");
            }
        } else {
            addName(names, node, what);
        }
        return names;
    }

    private void addName(List<Name> names, Node node, String what) {
        Name name = name(node, what);
        if (name != null) {
            names.add(name);
        }
    }

    /** The text as written: {@code null}, {@code 1} and {@code true} are words here, and the plain nothing is not. */
    @Nullable Name name(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            boolean nothing =
                    scalar.getTag().equals(Tag.NULL) && !scalar.getValue().equals("null");
            if (!nothing && !scalar.getValue().isEmpty()) {
                return new Name(scalar.getValue(), YamlTree.line(node));
            }
        }
        problems.add(YamlTree.line(node), what + " is one word or text");
        return null;
    }
}
