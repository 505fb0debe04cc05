package io.decant.bench;

import java.util.List;
import java.util.Map;

/**
 * A way to do the work, as a command line.
 *
 * @param name short, unique within the work, used on the command line and in documents
 * @param what in words
 * @param environment variables beyond the harness' own
 * @param countable whether it leaves files whose records {@link Folders#records} can count
 */
record Contender(String name, String what, List<String> command, Map<String, String> environment, boolean countable) {
    Contender {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
