package io.decant.cli;

import java.io.PrintStream;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The one JSON document of a run: an object that is written as it comes, so that any number of rows fits. If the run
 * fails half-way, the document is closed with an {@code error} and is still one.
 */
final class JsonOutput {
    private static final ObjectWriteContext INDENTED = new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    };

    private final PrintStream out;
    private @Nullable JsonGenerator generator;

    JsonOutput(PrintStream out) {
        this.out = out;
    }

    /** Writes into the document's object, which is open. */
    JsonGenerator generator() {
        if (generator == null) {
            JsonFactory factory = JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build();
            generator = factory.createGenerator(INDENTED, out);
            generator.writeStartObject();
        }
        return generator;
    }

    /** Writes a list of texts. */
    void texts(String name, Collection<String> values) {
        JsonGenerator json = generator();
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    /** Writes a number, null where it is −1, which means unknown. */
    void count(String name, long value) {
        if (value < 0) {
            generator().writeNullProperty(name);
        } else {
            generator().writeNumberProperty(name, value);
        }
    }

    /** Closes what is open and tells of the failure. */
    void fail(Failure failure) {
        JsonGenerator json = generator();
        for (TokenStreamContext at = json.streamWriteContext();
                at.getParent() != null && !at.getParent().inRoot();
                at = json.streamWriteContext()) {
            if (at.inArray()) {
                json.writeEndArray();
            } else {
                json.writeEndObject();
            }
        }
        json.writeObjectPropertyStart("error");
        json.writeStringProperty("code", failure.code().name());
        json.writeNumberProperty("exitCode", failure.exitCode());
        json.writeStringProperty("message", failure.message());
        json.writeEndObject();
        end();
    }

    /** Ends the document, if one was begun. */
    void end() {
        if (generator != null) {
            generator.writeEndObject();
            generator.close();
            generator = null;
            out.write('\n');
            out.flush();
        }
    }
}
