package io.decant.plan;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is wrong with a model, all of it, by line. */
final class Problems {
    private final String fileName;
    private final SortedMap<Integer, TreeSet<String>> byLine = new TreeMap<>();

    Problems(String fileName) {
        this.fileName = fileName;
    }

    void add(int line, String message) {
        byLine.computeIfAbsent(line, l -> new TreeSet<>()).add(message);
    }

    void add(TenantModel.Name name, String message) {
        add(name.line(), message);
    }

    /** @throws DecantException {@code MODEL_INVALID} with one line for each problem, if there is one */
    void throwIfAny() {
        if (!byLine.isEmpty()) {
            throw asException();
        }
    }

    DecantException asException() {
        StringBuilder all = new StringBuilder();
        byLine.forEach((line, messages) -> messages.forEach(message -> all.append(all.isEmpty() ? "" : "\n")
                .append(fileName)
                .append(':')
                .append(line)
                .append(": ")
                .append(message)));
        return new DecantException(ErrorCode.MODEL_INVALID, all.toString());
    }
}
