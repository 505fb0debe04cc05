package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static byte[] encode(List<String> header, List<List<String>> rows) {
        CsvEncoder csv = new CsvEncoder();
        csv.header(header);
        rows.forEach(r -> csv.record(Fixture.record(r)));
        return Arrays.copyOf(csv.block(), csv.size());
    }

    private static List<List<String>> decode(List<String> header, byte[] csv, int step) {
        return Fixture.readAll(new CsvDecoder(new Trickle(csv, step), "part.csv", csv.length, header));
    }

    private static List<String> header(int columns) {
        List<String> header = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            header.add("column " + i + ",");
        }
        return header;
    }

    /** Gives a few bytes at a time, so that every place of a record comes to lie at a block's end. */
    private static final class Trickle extends InputStream {
        private final InputStream in;
        private final int step;

        Trickle(byte[] bytes, int step) {
            this.in = new ByteArrayInputStream(bytes);
            this.step = step;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            return in.read(b, off, Math.min(len, step));
        }
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> hostile = Arbitraries.of(
                "",
                " ",
                ",",
                "\"",
                "\"\"",
                "\r",
                "\n",
                "\r\n",
                "\\.",
                "\\.\\.",
                " a",
                "a ",
                "a",
                "é",
                "😀",
                "\u0000",
                "=1+1",
                "NULL",
                "\ufeff",
                "\u00a0",
                "\t",
                "a\"b",
                "'",
                "x,\"\r\ny\"");
        Arbitrary<String> any = Arbitraries.strings()
                .ofMaxLength(5)
                .map(s -> new String(s.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        Arbitrary<String> field = Arbitraries.oneOf(hostile, any).injectNull(0.2);
        return Arbitraries.integers()
                .between(1, 4)
                .flatMap(columns -> field.list().ofSize(columns).list().ofMaxSize(6));
    }

    @Property(tries = 2000)
    void whatIsEncodedIsDecoded(
            @ForAll("tables") List<List<String>> rows, @ForAll @IntRange(min = 1, max = 9) int step) {
        List<String> header = header(rows.isEmpty() ? 1 : rows.get(0).size());
        assertThat(decode(header, encode(header, rows), step)).isEqualTo(rows);
    }

    /** FastCSV is told to be strict; it cannot tell NULL from the empty text by itself, so they are compared as one. */
    @Property(tries = 2000)
    void fastCsvReadsTheSame(@ForAll("tables") List<List<String>> rows) throws IOException {
        List<String> header = header(rows.isEmpty() ? 1 : rows.get(0).size());
        List<List<String>> expected = new ArrayList<>();
        expected.add(header);
        rows.forEach(r -> expected.add(r.stream().map(f -> f == null ? "" : f).toList()));
        List<List<String>> read = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(new String(encode(header, rows), StandardCharsets.UTF_8))) {
            reader.forEach(r -> read.add(r.getFields()));
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void quotesOnlyWhatNeedsThem() {
        List<String> row = Arrays.asList(
                "a", "", null, " a", "a ", "a b", "a,b", "a\"b", "a\rb", "a\nb", "\\.", "\\.x", "'", "\t", "=1");
        String csv = new String(encode(header(1), List.of(row)), StandardCharsets.UTF_8);
        assertThat(csv)
                .endsWith("a,\"\",,\" a\",\"a \",a b,\"a,b\",\"a\"\"b\",\"a\rb\",\"a\nb\",\"\\.\",\\.x,',\t,=1\r\n");
    }

    /** The encoder looks at eight bytes at a time: the byte that needs quotes may be any of them, or come after the last eight. */
    @Test
    void seesWhatNeedsQuotesWhereverItStands() {
        for (int length = 1; length <= 20; length++) {
            for (int place = 0; place < length; place++) {
                for (int value = 0; value < 256; value++) {
                    byte[] field = "x".repeat(length).getBytes(StandardCharsets.UTF_8);
                    field[place] = (byte) value;
                    boolean edge = value == ' ' && (place == 0 || place == length - 1);
                    boolean needed = value == ',' || value == '"' || value == '\r' || value == '\n' || edge;
                    assertThat(CsvEncoder.needsQuotes(field, 0, length))
                            .as("byte %d at %d of %d", value, place, length)
                            .isEqualTo(needed);
                }
            }
        }
    }

    @Test
    void aLargeRecordIsWrittenPieceByPieceLikeAnyOther() throws IOException {
        String large = "0123456789abcdef".repeat(12_345);
        List<List<String>> rows = List.of(
                Arrays.asList(large, null, "", "a,b", large + "\""),
                Arrays.asList("\"".repeat(200_000), large + " ", "x", large, null),
                Arrays.asList("small", null, "", "a\"b", " "));
        for (List<String> row : rows) {
            RecordBuffer record = Fixture.record(row);
            CsvEncoder whole = new CsvEncoder();
            whole.header(header(1));
            whole.record(record);
            ByteArrayOutputStream pieces = new ByteArrayOutputStream();
            CsvEncoder through = new CsvEncoder();
            through.header(header(1));
            int before = through.size();
            through.writeThrough(record, pieces::write);
            byte[] expected = Arrays.copyOf(whole.block(), whole.size());
            assertThat(pieces.toByteArray()).isEqualTo(expected);
            assertThat(CsvEncoder.size(record)).isEqualTo(expected.length - before);
            assertThat(through.size()).isZero();
            assertThat(through.block()).hasSizeLessThan(300_000);
        }
    }

    @Test
    void aNullInAOneColumnTableIsAnEmptyLineAndCounts() {
        List<List<String>> rows = List.of(Arrays.asList((String) null), List.of(""), Arrays.asList((String) null));
        assertThat(new String(encode(List.of("a"), rows), StandardCharsets.UTF_8))
                .isEqualTo("a\r\n\r\n\"\"\r\n\r\n");
        assertThat(decode(List.of("a"), encode(List.of("a"), rows), 1)).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,b",
                "a,b\n",
                "a,c\r\n",
                "\ufeffa,b\r\n",
                "\"a\",b\r\n",
                "a,b,c\r\n",
                "A,b\r\n",
                "a;b\r\n",
                "a,b\r\n1\r\n",
                "a,b\r\n1,2,3\r\n",
                "a,b\r\n1,2",
                "a,b\r\n1,2\n",
                "a,b\r\n1,2\r",
                "a,b\r\n\r\n",
                "a,b\r\n1,2\r\n\r\n",
                "a,b\r\n\"1\",2\r\n",
                "a,b\r\n1, 2\r\n",
                "a,b\r\n1,2 \r\n",
                "a,b\r\n1,2\"\r\n",
                "a,b\r\n1,\"2\r\n",
                "a,b\r\n1,\"\"2\r\n",
                "a,b\r\n1,\"2\" \r\n",
                "a,b\r\n1,\\.\r\n",
                "a,b\r\n1,2\rx\r\n",
                "a,b\r\n1,\",\"\n",
                "a,b\r\n,,\r\n"
            })
    void refusesWhatItWouldNotHaveWritten(String csv) {
        for (int step = 1; step < 40; step += 7) {
            int bytes = step;
            assertThatThrownBy(() -> decode(List.of("a", "b"), csv.getBytes(StandardCharsets.UTF_8), bytes))
                    .isInstanceOfSatisfying(DecantException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.CONTENT_WRONG);
                        assertThat(e).hasMessageStartingWith("part.csv, line ");
                    });
        }
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        for (String field : List.of("\u00c3", "\"\u00ed\u00a0\u0080,\"")) {
            byte[] csv = ("a,b\r\n1," + field + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> decode(List.of("a", "b"), csv, 99))
                    .isInstanceOf(DecantException.class)
                    .hasMessageContaining("part.csv, line 2")
                    .hasMessageContaining("UTF-8");
        }
    }

    @Test
    void linesAreCountedThroughQuotedLineBreaks() {
        byte[] csv = "a,b\r\n1,\"x\ny\r\nz\"\r\n1,2\r\n\"\r\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> decode(List.of("a", "b"), csv, 99)).hasMessageContaining("line 6");
    }
}
