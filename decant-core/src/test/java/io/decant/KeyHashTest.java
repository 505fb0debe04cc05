package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.archive.Fixture;
import io.decant.record.RecordBuffer;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class KeyHashTest {
    private static final Table TABLE = Fixture.table(
            new TableName("s", "t"), List.of(Fixture.column("a", TypeKind.TEXT, true)), List.of("a"), List.of());
    private static final SipHash.Key SECRET = SipHash.Key.random();

    private static KeyHash hash(String value, boolean lenient) {
        RecordBuffer row = new RecordBuffer();
        row.add(value.getBytes(StandardCharsets.UTF_8));
        KeyHash hash = new KeyHash(TABLE, List.of("a"), lenient, SECRET);
        assertThat(hash.hash(row, 3)).isTrue();
        return hash;
    }

    @Property
    void asciiIsFoldedAsAnyTextIs(
            @ForAll @CharRange(from = '\u0000', to = '\u007f') @StringLength(max = 12) String value) {
        assertThat(hash(value, true).folded())
                .isEqualTo(hash(KeyHash.folded(value), true).folded());
        assertThat(hash(value, true).exact()).isEqualTo(hash(value, false).exact());
    }

    @Property
    void anyTextIsFolded(@ForAll @CharRange(from = 'Z', to = '\u024f') @StringLength(max = 6) String value) {
        String folded = KeyHash.folded(value);
        assertThat(hash(value, true).folded()).isEqualTo(hash(folded, false).folded());
    }
}
