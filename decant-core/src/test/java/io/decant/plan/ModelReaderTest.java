package io.decant.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantModel.Name;
import io.decant.schema.TypeKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelReaderTest {
    private static final String EVERYTHING = """
            tenant:
              table: account_info
              key: [acount_name]
              name: [slug]
              columns: [tenant, tenant_id]
            tables:
              token_keys:    {exclude: "signing keys never leave", publicReason: "internal keys"}
              users:         {referenced: {match: [email]}}
              document_data: {referenced: {owned: true}}
              order_lines:   {via: [order_id]}
              definitions:   {nullTenant: shared}
              audit_log:     {tenantColumn: org}
              notes:         {tenantColumn: none}
              plans:         {default: true}
            references:
              - {child: comments, columns: [subject_id], parent: posts, parentColumns: [id], when: {subject_type: Post}}
              - {child: likes, columns: [a, b], parent: posts, when: {kind: [1, null]}}
            columns:
              api_keys.api_key: {onExport: null, onImport: drop, onRename: skipRow}
              credentials.created_at: {type: timestamptz, zone: UTC, stored: iso-space}
            unclassified: exclude
            """;

    @Test
    void readsEveryKey() {
        TenantModel model = ModelReader.read(EVERYTHING, "decant.yaml");

        assertThat(model.root()).isEqualTo(new Name("account_info", 2));
        assertThat(model.key()).containsExactly(new Name("acount_name", 3));
        assertThat(model.nameColumns()).containsExactly(new Name("slug", 4));
        assertThat(model.tenantColumns())
                .containsExactly(List.of(new Name("tenant", 5)), List.of(new Name("tenant_id", 5)));
        assertThat(model.excludeUnclassified()).isTrue();

        assertThat(rule(model, "token_keys").exclusion())
                .isEqualTo(new TenantModel.Exclusion("signing keys never leave", "internal keys"));
        assertThat(rule(model, "users").referenced())
                .isEqualTo(new TenantModel.Referenced(List.of(new Name("email", 8)), false));
        assertThat(rule(model, "document_data").referenced()).isEqualTo(new TenantModel.Referenced(List.of(), true));
        assertThat(rule(model, "order_lines").via()).containsExactly(new Name("order_id", 10));
        assertThat(rule(model, "definitions").nullTenant()).isEqualTo(NullTenant.SHARED);
        assertThat(rule(model, "audit_log").tenantColumn()).containsExactly(new Name("org", 12));
        assertThat(rule(model, "notes").noTenantColumn()).isTrue();
        assertThat(rule(model, "notes").tenantColumn()).isEmpty();
        assertThat(rule(model, "plans").bornWith()).isTrue();

        assertThat(model.references().get(0).when()).containsEntry(new Name("subject_type", 16), List.of("Post"));
        assertThat(model.references().get(1).when()).containsEntry(new Name("kind", 17), List.of("1", "null"));
        assertThat(model.references().get(1).parentColumns()).isEmpty();

        assertThat(model.columns().get(0).rules())
                .isEqualTo(new ColumnRules(ValueRule.NULL, ValueRule.DROP, ValueRule.SKIP_ROW));
        assertThat(model.columns().get(1).type()).isEqualTo(TypeKind.TIMESTAMPTZ);
        assertThat(model.columns().get(1).zone()).isEqualTo("UTC");
        assertThat(model.columns().get(1).stored()).isEqualTo("iso-space");
    }

    @Test
    void readsACompositeTenantColumn() {
        TenantModel model = ModelReader.read("tenant: {table: apps, key: [org, app], columns: [[org, app]]}", "m.yaml");

        assertThat(model.tenantColumns()).containsExactly(List.of(new Name("org", 1), new Name("app", 1)));
    }

    @Test
    void takesALoneNameForAListOfOne() {
        TenantModel model = ModelReader.read("tenant: {columns: tenant}", "m.yaml");

        assertThat(model.tenantColumns()).containsExactly(List.of(new Name("tenant", 1)));
    }

    @Test
    void namesTheLineTheKeyAndTheNearestKnownOne() {
        DecantException e = refused("tenant: {columns: [t]}\ntabels: {}\n");

        assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID);
        assertThat(e)
                .hasMessageStartingWith("m.yaml:2: unknown key \"tabels\" in the model; the nearest is \"tables\"");
    }

    @Test
    void tellsAllMistakesAtOnceInTheOrderOfTheFile() {
        DecantException e = refused("""
                tenant: {columns: [t], tabel: x}
                tables:
                  a: {exlude: "why"}
                  b: {nullTenant: share}
                  b: {default: maybe}
                columns:
                  a.x: {onExport: skipRow}
                unclassified: no
                """);

        assertThat(e.getMessage().lines())
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly("m.yaml:1:", "m.yaml:3:", "m.yaml:4:", "m.yaml:5:", "m.yaml:7:", "m.yaml:8:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tables: {a: {exclude: true}}                            | takes the reason
            tables: {a: {publicReason: x}}                          | is for a table that "exclude" leaves out
            tables: {a: {exclude: x, via: [y]}}                     | contradict each other
            tables: {a: {referenced: {match: [x]}, via: [y]}}       | contradict each other
            tables: {a: {referenced: {}}}                           | by which an import
            tables: {a: {referenced: {match: [x], owned: true}}}    | by which an import
            tables: {a: {referenced: {match: []}}}                  | at least one
            tables: {a: [x]}                                        | takes keys with values
            tables: {a: }                                           | takes keys with values
            tables: {a: {via: {x: y}}}                              | is one word or text
            tables: {a: {via: }}                                    | is one word or text
            tables: {a: {default: 1}}                               | is true or false
            references: {child: a}                                  | is a list
            references: [{child: a, columns: [x]}]                  | has no "parent"
            references: [{child: a, columns: [x], parent: b, parentColumns: [y, z]}] | as many "parentColumns"
            references: [{child: a, columns: [x], parent: b, wen: {}}] | the nearest is "when"
            columns: {x: {type: text}}                              | is named with its table
            columns: {a.x: {type: timestamp, zone: UTC}}            | goes with "type: timestamptz"
            columns: {a.x: {type: timestamptz, zone: Berlin}}       | no time zone
            columns: {a.x: {type: txt}}                             | did you mean "text"
            columns: {a.x: {type: array}}                           | is one of
            columns: {a.x: {onExport: nul}}                         | did you mean "null"
            """)
    void refusesWhatCannotBeMeant(String yaml, String told) {
        assertThat(refused("tenant: {columns: [t]}\n" + yaml))
                .hasMessageContaining("m.yaml:2: ")
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tables: {}                          | there is no "tenant:" section
            tenant: {}                          | needs "table", "columns", or both
            tenant: {columns: [t], key: [k]}    | say "table" too
            tenant: {columns: [[a, b], c]}      | as many as the tenant's key
            tenant: {columns: [t]               | not YAML
            [tenant]                            | takes keys with values
            """)
    void refusesATenantThatIsNotSaid(String yaml, String told) {
        assertThat(refused(yaml)).hasMessageStartingWith("m.yaml:1: ").hasMessageContaining(told);
    }

    @Test
    void namesBothLinesOfARepeatedKey() {
        assertThat(refused("tenant: {columns: [t]}\ntables:\n  a: {default: true}\n  a: {default: true}\n"))
                .hasMessage("m.yaml:4: \"a\" is in \"tables\" twice; the first is in line 3");
    }

    @Test
    void refusesTextThatIsBuiltToHurt() {
        assertThat(refused("")).hasMessageContaining("the model is empty");
        assertThat(refused("tenant: {columns: [t]}\n---\ntenant: {}"))
                .hasMessageContaining("m.yaml:3: a second document");
        assertThat(refused("tenant: " + "[".repeat(100_000))).hasMessageContaining("nested deeper");
        assertThat(refused("tenant: &a {columns: [t]}\ntables: [" + "*a,".repeat(2_000) + "]"))
                .hasMessageContaining("aliases");
        assertThat(refused("tenant: &a {columns: *a}")).hasMessageContaining("m.yaml:1: ");
        assertThat(refused("#" + "x".repeat(5_000_000))).hasMessageContaining("longer than");
    }

    private static TenantModel.TableRule rule(TenantModel model, String table) {
        return model.tables().stream()
                .filter(t -> t.table().text().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static DecantException refused(String yaml) {
        return catchThrowableOfType(DecantException.class, () -> ModelReader.read(yaml, "m.yaml"));
    }
}
