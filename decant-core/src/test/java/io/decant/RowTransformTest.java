package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.ColumnTask.TenantRule;
import io.decant.ColumnTask.Treatment;
import io.decant.TableMatch.ColumnMatch;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ColumnType;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTransformTest {
    private static final TableName TABLE = new TableName("public", "orders");
    private static final TenantRule OWNER = new TenantRule(0, true);
    private static final TenantRule REFERENCE = new TenantRule(0, false);

    private final List<List<String>> out = new ArrayList<>();

    @Test
    void passesRowsOfTheTenantAsTheyAre() {
        RowTransform transform = transform("acme", "acme", task("t", OWNER, Treatment.KEEP), plain("v"));
        feed(transform, "acme", null);
        feed(transform, "acme", "");
        assertThat(out).containsExactly(Arrays.asList("acme", null), List.of("acme", ""));
        assertThat(transform.mentions()).containsOnly(0);
    }

    @Test
    void refusesARowOfAnotherTenantWithoutSayingWhose() {
        RowTransform transform = transform("acme", "acme", task("t", OWNER, Treatment.KEEP));
        assertThatThrownBy(() -> feed(transform, "globex")).isInstanceOfSatisfying(DecantException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_REFUSED);
            assertThat(e).hasMessageContaining("public.orders, column t").hasMessageNotContaining("globex");
        });
        assertThatThrownBy(() -> feed(transform, (String) null)).isInstanceOf(DecantException.class);
        assertThatThrownBy(() -> feed(transform, "acmeX")).isInstanceOf(DecantException.class);
        assertThat(out).isEmpty();
    }

    @Test
    void letsAReferenceBeNullButNotAnotherTenants() {
        RowTransform transform = transform("acme", "acme", task("r", REFERENCE, Treatment.KEEP));
        feed(transform, (String) null);
        assertThat(out).containsExactly(Arrays.asList((String) null));
        assertThatThrownBy(() -> feed(transform, "globex")).isInstanceOf(DecantException.class);
    }

    @Test
    void renamesEveryColumnThatHoldsTheKeyAndCountsWhatItCannotRename() {
        RowTransform transform = transform(
                "acme",
                "initech",
                task("t", OWNER, Treatment.KEEP),
                task("r", REFERENCE, Treatment.KEEP),
                plain("url"));
        feed(transform, "acme", "acme", "https://acme.example");
        feed(transform, "acme", null, "nothing");
        assertThat(out)
                .containsExactly(
                        List.of("initech", "initech", "https://acme.example"),
                        Arrays.asList("initech", null, "nothing"));
        assertThat(transform.mentions()).containsExactly(0, 0, 1);
    }

    @Test
    void doesWhatTheModelSaysOfColumns() {
        RowTransform empties = transform("a", "a", task("t", OWNER, Treatment.KEEP), task("x", Treatment.EMPTY));
        feed(empties, "a", "secret");
        assertThat(out).containsExactly(Arrays.asList("a", null));
        out.clear();

        RowTransform skips = transform("a", "b", task("t", OWNER, Treatment.KEEP), task("x", Treatment.SKIP_ROW));
        feed(skips, "a", "hash");
        feed(skips, "a", null);
        assertThat(out).containsExactly(Arrays.asList("b", null));
        assertThat(skips.skipped()).isEqualTo(1);

        RowTransform refuses = transform("a", "b", task("x", Treatment.REFUSE));
        feed(refuses, (String) null);
        assertThatThrownBy(() -> feed(refuses, "hash"))
                .hasMessageContaining("refuses a rename")
                .hasMessageNotContaining("hash");
    }

    private RowTransform transform(String oldKey, String newKey, ColumnTask... columns) {
        return new RowTransform(TABLE, List.of(columns), List.of(oldKey), List.of(newKey), record -> {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < record.fields(); i++) {
                row.add(record.isNull(i) ? null : record.text(i));
            }
            out.add(row);
        });
    }

    private static void feed(RowTransform transform, String... fields) {
        RecordBuffer record = new RecordBuffer();
        for (String field : fields) {
            if (field == null) {
                record.addNull();
            } else {
                record.add(field.getBytes(StandardCharsets.UTF_8));
            }
        }
        transform.accept(record);
    }

    private static ColumnTask plain(String name) {
        return task(name, TenantRule.NONE, Treatment.KEEP);
    }

    private static ColumnTask task(String name, Treatment treatment) {
        return task(name, TenantRule.NONE, treatment);
    }

    private static ColumnTask task(String name, TenantRule tenant, Treatment treatment) {
        Column column = new Column(name, ColumnType.of(TypeKind.TEXT), "text", true, Generation.NONE, false);
        return new ColumnTask(new ColumnMatch(column, column), tenant, treatment, true, true);
    }
}
