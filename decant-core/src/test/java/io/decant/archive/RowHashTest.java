package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is the definition in docs/FORMAT.md, written out with nothing but the JDK. */
class RowHashTest {
    private final RowHash rows = new RowHash("t", List.of(column("b", TypeKind.TEXT), column("a", TypeKind.JSON)));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_531, 65_535, 65_536, 65_537, 3_000_000})
    void aFieldOfAnySizeIsHashedAsDefined(int size) throws Exception {
        byte[] large = new byte[size];
        Arrays.fill(large, (byte) 'x');
        RecordBuffer row = new RecordBuffer();
        row.add(large);
        row.add("[1]".getBytes(StandardCharsets.UTF_8));
        assertThat(hash(row)).isEqualTo(expected("[1]".getBytes(StandardCharsets.UTF_8), large));
        row.clear();
        row.add(large);
        row.addNull();
        assertThat(hash(row)).isEqualTo(expected(null, large));
    }

    @Test
    void aRowThatCannotBeHashedLeavesNothingForTheNext() throws Exception {
        byte[] large = new byte[100_000];
        RowHash backwards = new RowHash("t", List.of(column("a", TypeKind.TEXT), column("b", TypeKind.JSON)));
        RecordBuffer broken = new RecordBuffer();
        broken.add(large);
        broken.add("{".getBytes(StandardCharsets.UTF_8));
        byte[] hash = new byte[RowHash.LENGTH];
        assertThatThrownBy(() -> backwards.hash(broken, hash, 0)).isInstanceOf(DecantException.class);
        RecordBuffer whole = new RecordBuffer();
        whole.add(large);
        whole.add("1".getBytes(StandardCharsets.UTF_8));
        backwards.hash(whole, hash, 0);
        assertThat(hash).isEqualTo(expected(large, "1".getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] hash(RecordBuffer row) {
        byte[] hash = new byte[RowHash.LENGTH];
        rows.hash(row, hash, 0);
        return hash;
    }

    /** @param fields in the order of their columns' names; null for NULL */
    private static byte[] expected(byte[]... fields) throws Exception {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(message);
        for (byte[] field : fields) {
            write(out, field);
        }
        return MessageDigest.getInstance("SHA-256").digest(message.toByteArray());
    }

    private static void write(DataOutputStream out, byte[] field) throws IOException {
        out.writeInt(field == null ? -1 : field.length);
        if (field != null) {
            out.write(field);
        }
    }

    private static Column column(String name, TypeKind kind) {
        return new Column(name, ColumnType.of(kind), "native", true, Column.Generation.NONE, false);
    }
}
