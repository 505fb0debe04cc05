package io.decant.plan;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML text as nodes with their lines; text that is too big, too deep or full of aliases is refused before it costs anything. */
final class YamlTree {
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_DEPTH = 20;
    private static final int MOST_ALIASES = 1_000;

    private final String fileName;
    private final LoadSettings settings;

    YamlTree(String fileName) {
        this.fileName = fileName;
        this.settings = LoadSettings.builder()
                .setLabel(fileName)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .build();
    }

    /** @throws io.decant.error.DecantException {@code MODEL_INVALID} if the text is not one YAML document */
    Node read(String yaml) {
        if (yaml.length() > MOST_CHARACTERS) {
            throw problem(1, "longer than " + MOST_CHARACTERS + " characters, which no model is");
        }
        try {
            refuseExcess(yaml);
            List<Node> documents = new ArrayList<>();
            new Compose(settings).composeAllFromString(yaml).forEach(documents::add);
            if (documents.isEmpty()) {
                throw problem(1, "the model is empty; begin with \"tenant:\", or let \"decant init\" draft it");
            }
            if (documents.size() > 1) {
                throw problem(line(documents.get(1)), "a second document begins here; a model is one document");
            }
            return documents.get(0);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw problem(line, "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw problem(1, "not YAML: " + e.getMessage());
        }
    }

    /** 1-based. */
    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private void refuseExcess(String yaml) {
        int depth = 0;
        int aliases = 0;
        for (Event event : new Parse(settings).parseString(yaml)) {
            int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
            if (event instanceof CollectionStartEvent && ++depth > MOST_DEPTH) {
                throw problem(line, "nested deeper than any model is");
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            } else if (event instanceof AliasEvent && ++aliases > MOST_ALIASES) {
                throw problem(line, "more than " + MOST_ALIASES + " aliases");
            }
        }
    }

    private RuntimeException problem(int line, String message) {
        Problems problems = new Problems(fileName);
        problems.add(line, message);
        return problems.asException();
    }
}
