package io.decant.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What Decant wants to reach.
 *
 * @param work the name of the work
 * @param what the figure in words
 * @param contender whose figure it is
 * @param against whose figure it stands to
 * @param kind how the two become one number
 * @param most at most this much is wanted
 * @param stretch at most this much would be better
 */
record Mark(String work, String what, String contender, String against, Kind kind, double most, double stretch) {
    /** How figures become one number. */
    enum Kind {
        WALL_RATIO,
        WALL_MORE,
        WALL_SECONDS,
        CPU_RATIO,
        MEMORY_MB;

        private double figure(Reading reading) {
            return switch (this) {
                case WALL_RATIO, WALL_MORE, WALL_SECONDS -> reading.wall();
                case CPU_RATIO -> reading.allCpu();
                case MEMORY_MB -> reading.peakMemory() / 1048576.0;
            };
        }

        double of(Outcome mine, Outcome other) {
            double one = mine.median(this::figure);
            return switch (this) {
                case WALL_RATIO, CPU_RATIO -> one / other.median(this::figure);
                case WALL_MORE -> one - other.median(this::figure);
                case WALL_SECONDS, MEMORY_MB -> one;
            };
        }
    }

    static final List<Mark> ALL = List.of(
            export("wall to psql \\copy", ExportWork.DECANT, ExportWork.PSQL, Kind.WALL_RATIO, 0.70, 0.58),
            export("wall to psql \\copy", ExportWork.DECANT_TWO, ExportWork.PSQL, Kind.WALL_RATIO, 0.70, 0.58),
            export("wall to psql two at a time", ExportWork.DECANT, ExportWork.PSQL_TWO, Kind.WALL_RATIO, 1.20, 1.00),
            export(
                    "wall to psql two at a time",
                    ExportWork.DECANT_TWO,
                    ExportWork.PSQL_TWO,
                    Kind.WALL_RATIO,
                    1.20,
                    1.00),
            export(
                    "wall to psql of the same content",
                    ExportWork.DECANT,
                    ExportWork.PSQL_CONTENT,
                    Kind.WALL_RATIO,
                    0.42,
                    0.35),
            export(
                    "wall to psql of the same content",
                    ExportWork.DECANT_TWO,
                    ExportWork.PSQL_CONTENT,
                    Kind.WALL_RATIO,
                    0.42,
                    0.35),
            new Mark(
                    "export-small",
                    "seconds more than psql",
                    ExportWork.DECANT,
                    ExportWork.PSQL,
                    Kind.WALL_MORE,
                    0.5,
                    0.2),
            export("wall to Spring Batch", ExportWork.DECANT, ExportWork.BATCH, Kind.WALL_RATIO, 0.25, 0.18),
            export("wall to Spring Batch", ExportWork.DECANT_TWO, ExportWork.BATCH, Kind.WALL_RATIO, 0.25, 0.18),
            export(
                    "CPU of client and server to psql \\copy",
                    ExportWork.DECANT,
                    ExportWork.PSQL,
                    Kind.CPU_RATIO,
                    1.05,
                    0.90),
            export(
                    "CPU of client and server to psql \\copy",
                    ExportWork.DECANT_TWO,
                    ExportWork.PSQL,
                    Kind.CPU_RATIO,
                    1.05,
                    0.90),
            export("wall to unordered", ExportWork.DECANT_ORDERED, ExportWork.DECANT, Kind.WALL_RATIO, 1.50, 1.20),
            export("wall to uncompressed", ExportWork.DECANT_ZSTD, ExportWork.DECANT, Kind.WALL_RATIO, 1.25, 1.05),
            export("peak memory, MB", ExportWork.DECANT, ExportWork.DECANT, Kind.MEMORY_MB, 192, 100),
            export(
                    "wall to the default heap",
                    ExportWork.DECANT_SMALL_HEAP,
                    ExportWork.DECANT,
                    Kind.WALL_RATIO,
                    1.10,
                    1.10),
            load("wall to psql \\copy from", ImportWork.KEEP_EXCLUSIVE, Kind.WALL_RATIO, 0.60, 0.45),
            load("wall to psql \\copy from", ImportWork.KEEP, Kind.WALL_RATIO, 1.15, 1.00),
            load("wall to psql \\copy from", ImportWork.REMAP, Kind.WALL_RATIO, 0.90, 0.65),
            load("wall to psql \\copy from", ImportWork.REMAP_EXCLUSIVE, Kind.WALL_RATIO, 0.90, 0.65),
            load("peak memory, MB", ImportWork.KEEP, Kind.MEMORY_MB, 192, 100),
            new Mark(
                    "import",
                    "wall to the default heap",
                    ImportWork.KEEP_SMALL_HEAP,
                    ImportWork.KEEP,
                    Kind.WALL_RATIO,
                    1.10,
                    1.10),
            new Mark("verify", "wall to sha256sum", VerifyWork.DECANT, VerifyWork.SHA256SUM, Kind.WALL_RATIO, 3.0, 2.0),
            start("seconds of --version", StartWork.VERSION, 0.3),
            start("seconds of a plan of 300 tables", StartWork.PLAN, 2.0));

    private static Mark export(String what, String contender, String against, Kind kind, double most, double stretch) {
        return new Mark("export", what, contender, against, kind, most, stretch);
    }

    private static Mark load(String what, String contender, Kind kind, double most, double stretch) {
        return new Mark("import", what, contender, ExportWork.PSQL, kind, most, stretch);
    }

    private static Mark start(String what, String contender, double most) {
        return new Mark(StartWork.NAME, what, contender, contender, Kind.WALL_SECONDS, most, most);
    }

    /** Whether its work was measured. */
    boolean concerns(List<WorkResult> results) {
        return results.stream().anyMatch(r -> r.work().name().equals(work));
    }

    /** The number that was reached; empty where one of the two did not run. */
    OptionalDouble reached(List<WorkResult> results) {
        Optional<WorkResult> result =
                results.stream().filter(r -> r.work().name().equals(work)).findFirst();
        Optional<Outcome> mine = result.flatMap(r -> r.of(contender));
        Optional<Outcome> other = result.flatMap(r -> r.of(against));
        return mine.isEmpty() || other.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(kind.of(mine.get(), other.get()));
    }

    /** {@code stretch}, {@code met} or {@code missed}. */
    String verdict(double reached) {
        return reached <= stretch ? "stretch" : reached <= most ? "met" : "missed";
    }
}
