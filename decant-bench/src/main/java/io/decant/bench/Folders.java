package io.decant.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
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

    /**
     * Records of its CSV files, header lines left out. Where it has none, of what MariaDB writes: {@code .tsv} files, which
     * hold all tables of the sample with a header line each, and {@code .txt} files, which have none.
     */
    static long records(Path folder) throws IOException {
        List<Path> csv = ending(folder, ".csv");
        long records = 0;
        for (Path file : csv) {
            records += records(CsvReader.builder().skipEmptyLines(false).ofCsvRecord(file)) - 1;
        }
        if (csv.isEmpty()) {
            for (Path file : ending(folder, ".tsv")) {
                records += lines(file) - SampleTables.ALL.size();
            }
            for (Path file : ending(folder, ".txt")) {
                records += lines(file);
            }
        }
        return records;
    }

    private static List<Path> ending(Path folder, String end) throws IOException {
        return files(folder).stream()
                .filter(file -> file.toString().endsWith(end))
                .toList();
    }

    /** Ends of lines that no backslash makes part of a value, as MariaDB writes them. */
    private static long lines(Path file) throws IOException {
        long lines = 0;
        boolean escaped = false;
        byte[] block = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                for (int i = 0; i < length; i++) {
                    lines += block[i] == '\n' && !escaped ? 1 : 0;
                    escaped = block[i] == '\\' && !escaped;
                }
            }
        }
        return lines;
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
