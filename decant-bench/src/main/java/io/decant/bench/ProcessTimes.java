package io.decant.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Processor time and memory of processes, as Linux counts them in {@code /proc}. Processes that are gone count nothing. */
final class ProcessTimes {
    /** What {@code USER_HZ} is on every architecture that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** Fields of {@code stat} after the command's closing bracket, from 0 on; see proc(5). */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private ProcessTimes() {}

    /** Seconds of all children of this process that have ended, and of theirs. */
    static double endedChildren() {
        List<String> stat = stat(ProcessHandle.current().pid());
        return seconds(stat, CHILDREN_USER, CHILDREN_SYSTEM);
    }

    /** Seconds of this process itself. */
    static double self() {
        return seconds(stat(ProcessHandle.current().pid()), USER, SYSTEM);
    }

    /** Seconds of a process, of its living children and of those that it has waited for. */
    static double tree(long pid) {
        double sum = seconds(stat(pid), USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM);
        for (long child : children(pid)) {
            sum += tree(child);
        }
        return sum;
    }

    /** Seconds in which any processor of the machine was busy since it started. */
    static double machine() {
        String[] fields =
                read(Path.of("/proc/stat")).lines().findFirst().orElse("cpu").split(" +", -1);
        double busy = 0;
        for (int i = 1; i < fields.length && i <= 8; i++) {
            boolean idle = i == 4 || i == 5;
            busy += idle ? 0 : Long.parseLong(fields[i]) / TICKS_PER_SECOND;
        }
        return busy;
    }

    /** Bytes: the sum of the high-water marks of a process and its living descendants. */
    static long peakMemory(long pid) {
        long sum = read(Path.of("/proc/" + pid + "/status"))
                .lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .sum();
        for (long child : children(pid)) {
            sum += peakMemory(child);
        }
        return sum;
    }

    static List<Long> children(long pid) {
        String pids = read(Path.of("/proc/" + pid + "/task/" + pid + "/children"));
        return Arrays.stream(pids.split("\\s+", -1))
                .filter(text -> !text.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    /** What a process calls itself; empty where there is none. */
    static String title(long pid) {
        return read(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
    }

    /** The process id on a file's first line. */
    static long pidIn(Path pidFile) throws IOException {
        return Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    }

    /** @throws BenchException if the process of that id is a server, which another harness has started in the folder */
    static void refuseSecond(long pid, String program, Path folder) {
        if (title(pid).contains(program)) {
            throw new BenchException("the server in " + folder
                    + " runs: another benchmark uses it, or one that was killed left it. End it by: kill " + pid);
        }
    }

    private static double seconds(List<String> stat, int... fields) {
        double sum = 0;
        for (int field : fields) {
            sum += field < stat.size() ? Long.parseLong(stat.get(field)) / TICKS_PER_SECOND : 0;
        }
        return sum;
    }

    private static List<String> stat(long pid) {
        String text = read(Path.of("/proc/" + pid + "/stat"));
        return new ArrayList<>(
                Arrays.asList(text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            // A process that ends while it is read: ESRCH.
            return "";
        }
    }
}
