package io.decant.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way in which tables can belong to a tenant, as a section of a Markdown file: a heading, and fenced blocks.
 *
 * <ul>
 *   <li>{@code schema}: a table a line, see {@code TestSchemas}
 *   <li>{@code yaml}: the model
 *   <li>{@code rows}: {@code table: (value, value), (…)}, values in the order of the columns, a hyphen for NULL
 *   <li>{@code leaves}: {@code tenant: table(row, row) table(row)}, each row by its primary key, else by its first column;
 *       a key of several columns is joined by slashes. {@code tenant refused: text} where the export is refused with it
 *   <li>{@code notes}: what each export that is not refused says beside it, a part of a line each
 *   <li>{@code plan}: what the plan says
 *   <li>{@code products}: those that can have such tables; all of them without this block
 * </ul>
 *
 * @param title the heading
 * @param blocks text by the word after the fence
 */
public record Shape(String title, Map<String, String> blocks) {
    private static final Pattern SECTION = Pattern.compile("(?ms)^### ([^\n]+)\n(.*?)(?=^##|\\z)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```");
    private static final Pattern ROW = Pattern.compile("\\(([^)]*)\\)");

    /** Every section that has a schema. */
    public static List<Shape> in(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Shape> of(String markdown) {
        List<Shape> shapes = new ArrayList<>();
        Matcher section = SECTION.matcher(markdown);
        while (section.find()) {
            Map<String, String> blocks = new LinkedHashMap<>();
            Matcher block = BLOCK.matcher(section.group(2));
            while (block.find()) {
                blocks.merge(block.group(1), block.group(2), String::concat);
            }
            if (blocks.containsKey("schema")) {
                shapes.add(new Shape(section.group(1), blocks));
            }
        }
        return shapes;
    }

    public String block(String word) {
        String text = blocks.get(word);
        if (text == null) {
            throw new AssertionError("\"" + title + "\" has no block " + word);
        }
        return text;
    }

    public boolean runsOn(TestProduct product) {
        return !blocks.containsKey("products") || block("products").contains(product.label());
    }

    /** Rows by table, values in the order of the columns; null for NULL. */
    public Map<String, List<List<String>>> rows() {
        Map<String, List<List<String>>> rows = new LinkedHashMap<>();
        block("rows").lines().forEach(line -> {
            int colon = line.indexOf(": ");
            Matcher row = ROW.matcher(line.substring(colon));
            while (row.find()) {
                List<String> values = new ArrayList<>();
                for (String value : row.group(1).split(",", -1)) {
                    values.add(value.strip().equals("-") ? null : value.strip());
                }
                rows.computeIfAbsent(line.substring(0, colon), t -> new ArrayList<>())
                        .add(values);
            }
        });
        return rows;
    }

    /** What leaves, or the refusal, by tenant. */
    public Map<String, String> leaves() {
        Map<String, String> leaves = new LinkedHashMap<>();
        block("leaves")
                .lines()
                .forEach(line ->
                        leaves.put(line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2)));
        return leaves;
    }

    public List<String> notes() {
        return blocks.getOrDefault("notes", "").lines().toList();
    }

    @Override
    public String toString() {
        return title;
    }
}
