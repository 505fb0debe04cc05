package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.schema.TableName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderNamesTest {
    private static Collection<String> assign(String... names) {
        List<TableName> tables =
                Stream.of(names).map(n -> new TableName("s", n)).toList();
        return FolderNames.assign(tables, false).values();
    }

    @ParameterizedTest
    @CsvSource({
        "users,users",
        "Users_2-x.y,Users_2-x.y",
        "order lines,order~20lines",
        "é,~C3~A9",
        "a/b,a~2Fb",
        "..,~2E.",
        ".hidden,~2Ehidden",
        "con,~63on",
        "CON,~43ON",
        "Lpt1.x,~4Cpt1.x",
        "console,console",
        "com10,com10",
        "~2,~7E2",
        "a~41,a~7E41",
        "I,I"
    })
    void writesWhatNoFileSystemMinds(String name, String folder) {
        assertThat(assign(name)).containsExactly(folder);
    }

    @Test
    void namesThatDifferInCaseGetNumbers() {
        assertThat(assign("a", "A", "b", "á", "A ")).containsExactly("a", "A~2", "b", "~C3~A1", "A~20");
        assertThat(FolderNames.assign(List.of(new TableName("s", "a.b"), new TableName("s.a", "b")), true)
                        .values())
                .containsExactly("s.a.b", "s.a.b~2");
    }

    @Test
    void longNamesAreCutAndToldApart() {
        List<String> folders = List.copyOf(assign("x".repeat(120), "x".repeat(121), "x".repeat(122), "é".repeat(60)));
        assertThat(folders.get(0)).isEqualTo("x".repeat(120));
        assertThat(folders.get(1))
                .hasSize(120)
                .startsWith("x".repeat(103) + "~-")
                .isNotEqualTo(folders.get(2));
        assertThat(folders.get(3)).startsWith("~C3~A9").hasSize(102 + 17);
        assertThat(folders).allMatch(FolderNames::wellFormed);
    }

    @Property
    void anyNamesGetFoldersOfTheirOwn(@ForAll @Size(max = 30) Set<@NotEmpty String> names) {
        List<TableName> tables = names.stream().map(n -> new TableName("s", n)).toList();
        Set<String> lower = new HashSet<>();
        FolderNames.assign(tables, true).values().forEach(f -> {
            assertThat(FolderNames.wellFormed(f)).as(f).isTrue();
            assertThat(lower.add(f.toLowerCase(Locale.ROOT))).as(f).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", ".a", "a/b", "a\\b", "con", "NUL", "aux.txt", "a~", "a~2f", "~", "a b", "é", "a\u0000",
                "C:"
            })
    void refusesOtherFolders(String folder) {
        assertThat(FolderNames.wellFormed(folder)).isFalse();
    }
}
