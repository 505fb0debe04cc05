package io.decant.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of files that contenders make. */
final class Folders {
    private Folders() {}

    /** Bytes of all files in it; 0 where there is no such folder. */
    static long size(Path folder) throws IOException {
        long sum = 0;
        for (Path file : files(folder)) {
            sum += Files.size(file);
        }
        return sum;
    }

    /** Records of its CSV files, header lines left out. */
    static long records(Path folder) throws IOException {
        long records = 0;
        for (Path file : files(folder)) {
            if (file.toString().endsWith(".csv")) {
                records += records(CsvReader.builder().skipEmptyLines(false).ofCsvRecord(file)) - 1;
            }
        }
        return records;
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> entries = Files.walk(folder)) {
                for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(entry);
                }
            }
        }
    }

    static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static long records(CsvReader<CsvRecord> reader) throws IOException {
        try (reader;
                Stream<CsvRecord> records = reader.stream()) {
            return records.count();
        }
    }
}
