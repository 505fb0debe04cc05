package io.decant.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of fixtures. In SQL these stand for what products write differently: <code>${bytes:00ff}</code>,
 * <code>${utc:2024-03-11 14:38:10.5}</code>, <code>${uuid:…}</code>, <code>${json:…}</code>; and <code>${cr}</code>,
 * <code>${lf}</code> for the characters, so that no editor changes them; <code>${override}</code> where an
 * identity takes a value only then. A statement ends with a semicolon at the end of a
 * line.
 */
final class FixtureText {
    private static final Pattern TOKEN = Pattern.compile("\\$\\{(\\w+)(?::((?:[^{}]|\\{(?:[^{}]|\\{[^{}]*})*})*))?}");

    private FixtureText() {}

    static Optional<String> find(String fixture, String file) {
        try (InputStream in = FixtureText.class.getResourceAsStream("/fixtures/" + fixture + "/" + file)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file that is the product's own, or one that it shares with another. */
    static Optional<String> find(String fixture, String part, TestProduct product, String ending) {
        return product.suffixes().stream()
                .flatMap(suffix -> find(fixture, part + "." + suffix + "." + ending).stream())
                .findFirst();
    }

    static String read(String fixture, String file) {
        return find(fixture, file).orElseThrow(() -> new AssertionError("no file " + file + " of fixture " + fixture));
    }

    static List<String> statements(String sql, TestProduct product) {
        return Arrays.stream(sql.split(";[ ]*\\R|;\\s*$", -1))
                .map(String::strip)
                .filter(statement -> !withoutComments(statement).isBlank())
                .map(statement -> translated(statement, product))
                .toList();
    }

    private static String withoutComments(String statement) {
        return statement.replaceAll("(?m)^--.*$", "");
    }

    private static String translated(String statement, TestProduct product) {
        Matcher matcher = TOKEN.matcher(statement);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement(meaning(matcher, product)));
        }
        return matcher.appendTail(out).toString();
    }

    private static String meaning(Matcher token, TestProduct product) {
        UnaryOperator<String> form = switch (token.group(1)) {
            case "cr" -> nothing -> "\r";
            case "lf" -> nothing -> "\n";
            case "override" ->
                nothing -> product == TestProduct.SQLITE || product.mySql() ? "" : "OVERRIDING SYSTEM VALUE";
            case "bytes" -> product::bytes;
            case "utc" -> product::moment;
            case "uuid" -> product::uuid;
            case "json" -> product::json;
            default -> throw new AssertionError("a fixture uses the unknown " + token.group());
        };
        return form.apply(token.group(2));
    }
}
