package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void alignsNumbersRightAndLeavesNoBlanksAtTheEnd() {
        TextTable table = new TextTable("table", ">rows", "why");
        table.row("users", "7", "it has the column").row("a long name", "1,204", "");
        assertThat(printed(table)).isEqualTo("""
                        table         rows  why
                        users            7  it has the column
                        a long name  1,204
                        """);
    }

    @Test
    void aNameCannotSteerTheTerminal() {
        assertThat(TextTable.printable("a\u001b[31mred\r\nb\u202Ec")).isEqualTo("a?[31mred??b?c");
    }

    private static String printed(TextTable table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
