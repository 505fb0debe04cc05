package io.decant.bench;

import java.io.OutputStream;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** The report as one JSON document: every round of every contender. Seconds and bytes. */
final class ReportJson {
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

    private ReportJson() {}

    /** @param out is closed */
    static void write(Report report, OutputStream out) {
        try (JsonGenerator json = JsonFactory.builder().build().createGenerator(INDENTED, out)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("machine");
            report.facts().forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeNumberProperty("rows", report.sizes().rows());
            json.writeNumberProperty("smallRows", report.sizes().small());
            json.writeNumberProperty("totalRows", report.sizes().total());
            json.writeNumberProperty("rounds", report.rounds());
            json.writeNumberProperty("coresOfOthers", report.coresOfOthers());
            json.writeArrayPropertyStart("works");
            report.results().forEach(result -> write(json, result));
            json.writeEndArray();
            json.writeArrayPropertyStart("marks");
            Mark.ALL.stream()
                    .filter(mark -> mark.concerns(report.results()))
                    .forEach(mark -> write(json, mark, mark.reached(report.results())));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, WorkResult result) {
        json.writeStartObject();
        json.writeStringProperty("name", result.work().name());
        json.writeStringProperty("title", result.work().title());
        json.writeStringProperty("baseline", result.work().baseline());
        json.writeArrayPropertyStart("contenders");
        for (Outcome outcome : result.outcomes()) {
            json.writeStartObject();
            json.writeStringProperty("name", outcome.contender().name());
            json.writeStringProperty("how", outcome.contender().what());
            json.writeNumberProperty("wallMedian", outcome.median(Reading::wall));
            json.writeNumberProperty("wallRatio", result.ratio(outcome, Reading::wall));
            json.writeNumberProperty("cpuRatio", result.ratio(outcome, Reading::allCpu));
            json.writeArrayPropertyStart("rounds");
            outcome.readings().forEach(reading -> write(json, reading));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("failures");
        result.failures().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Reading reading) {
        json.writeStartObject();
        json.writeNumberProperty("wall", reading.wall());
        json.writeNumberProperty("clientCpu", reading.clientCpu());
        json.writeNumberProperty("serverCpu", reading.serverCpu());
        json.writeNumberProperty("otherCpu", reading.otherCpu());
        json.writeNumberProperty("peakMemory", reading.peakMemory());
        json.writeNumberProperty("written", reading.written());
        Latency latency = reading.latency();
        if (latency != null) {
            json.writeObjectPropertyStart("others");
            json.writeNumberProperty("answers", latency.count());
            json.writeNumberProperty("p50Millis", latency.median());
            json.writeNumberProperty("p99Millis", latency.p99());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Mark mark, OptionalDouble reached) {
        json.writeStartObject();
        json.writeStringProperty("work", mark.work());
        json.writeStringProperty("contender", mark.contender());
        json.writeStringProperty("figure", mark.what());
        json.writeNumberProperty("mark", mark.most());
        json.writeNumberProperty("stretch", mark.stretch());
        if (reached.isPresent()) {
            json.writeNumberProperty("reached", reached.getAsDouble());
            json.writeStringProperty("verdict", mark.verdict(reached.getAsDouble()));
        } else {
            json.writeNullProperty("reached");
        }
        json.writeEndObject();
    }
}
