package io.decant.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalArrayTest {
    private static final ColumnType TEXTS = ColumnType.arrayOf(ColumnType.of(TypeKind.TEXT));

    private static String written(List<?> list) {
        RecordBuffer out = new RecordBuffer();
        write(new CanonicalArray(out), list);
        out.endField();
        return out.text(0);
    }

    private static void write(CanonicalArray array, List<?> list) {
        array.begin();
        for (Object element : list) {
            if (element == null) {
                array.addNull();
            } else if (element instanceof List<?> nested) {
                write(array, nested);
            } else {
                CanonicalText.text(array.element(), (String) element);
                array.endElement();
            }
        }
        array.end();
    }

    private static List<Object> read(String text) {
        byte[] b = ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
        return CanonicalArray.toList(b, 1, b.length - 2);
    }

    private static void check(ColumnType type, String text) {
        byte[] b = text.getBytes(StandardCharsets.UTF_8);
        CanonicalText.check(type, b, 0, b.length);
    }

    @Test
    void arraysOfArraysWithNullsComeBack() {
        List<Object> list = Arrays.asList("a", "", null, List.of(), Arrays.asList("x", null, List.of("NULL")), "b");
        assertThat(written(list)).isEqualTo("[\"a\",\"\",null,[],[\"x\",null,[\"NULL\"]],\"b\"]");
        assertThat(read(written(list))).isEqualTo(list);
        assertThat(written(List.of())).isEqualTo("[]");
    }

    @Test
    void escapesAsJsonStringifyDoes() {
        String text = written(List.of("\"\\/\b\t\n\u000b\f\r\u0000\u001f\u007f\u2028é😀"));
        assertThat(text).isEqualTo("[\"\\\"\\\\/\\b\\t\\n\\u000b\\f\\r\\u0000\\u001f\u007f\u2028é😀\"]");
        assertThat(read(text)).containsExactly("\"\\/\b\t\n\u000b\f\r\u0000\u001f\u007f\u2028é😀");
    }

    @Test
    void oneWriterWritesManyArrays() {
        RecordBuffer out = new RecordBuffer();
        CanonicalArray array = new CanonicalArray(out);
        write(array, List.of("a"));
        out.endField();
        write(array, List.of("b", List.of("c")));
        out.endField();
        assertThat(out.text(0)).isEqualTo("[\"a\"]");
        assertThat(out.text(1)).isEqualTo("[\"b\",[\"c\"]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "]",
                "[]]",
                "[ ]",
                "[\"a\" ]",
                "[\"a\",]",
                "[,]",
                "[1]",
                "[true]",
                "[NULL]",
                "[nul",
                "{}",
                "[\"a]",
                "[\"\\/\"]",
                "[\"\\u0041\"]",
                "[\"\\u000A\"]",
                "[\"\\u000a\"]",
                "[\"\\u001F\"]",
                "[\"\\u00",
                "[\"\\x\"]",
                "[\"\n\"]",
                "[\"a\"\"b\"]",
                "[[]",
                "[null,null"
            })
    void refusesOtherTexts(String text) {
        assertThatThrownBy(() -> check(TEXTS, text)).isInstanceOf(CanonicalFormatException.class);
    }

    @Test
    void checksItsElements() {
        ColumnType integers = ColumnType.arrayOf(ColumnType.of(TypeKind.INTEGER));
        assertThatCode(() -> check(integers, "[\"1\",null,[\"-2\"]]")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(integers, "[\"1\",[\"02\"]]")).isInstanceOf(CanonicalFormatException.class);
    }

    @Test
    void refusesNestingWithoutEnd() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> check(TEXTS, deep)).isInstanceOf(CanonicalFormatException.class);
    }

    @Property
    void anyListComesBack(@ForAll("lists") List<Object> list) {
        assertThat(read(written(list))).isEqualTo(list);
    }

    @Provide
    Arbitrary<List<Object>> lists() {
        Arbitrary<Object> leaves = Arbitraries.strings()
                .ofMaxLength(6)
                .map(s -> (Object) new String(s.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .injectNull(0.2);
        Arbitrary<Object> nested = Arbitraries.lazyOf(
                () -> leaves, () -> leaves.list().ofMaxSize(3).map(l -> (Object) new ArrayList<>(l)));
        return nested.list().ofMaxSize(5);
    }
}
