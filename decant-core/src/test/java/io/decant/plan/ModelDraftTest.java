package io.decant.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Schema;
import io.decant.testing.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelDraftTest {
    private static final Schema PASSKEYS = TestSchemas.schema("""
            AccountInfo(AcountName*, Tenant)
            ApiKeys(Tenant*, Id*, IsLocked:integer)
            AppFeatures(Tenant* -> AccountInfo)
            Authenticators(Tenant* -> AppFeatures, AaGuid*, CreatedAt)
            ApplicationEvents(Id*, TenantId -> AccountInfo, PerformedAt)
            DispatchedEmails(Id*, Tenant -> AccountInfo)
            PeriodicReports(Tenant* -> AccountInfo, CreatedAt*)
            """);

    private static String draft(Schema schema) {
        return ModelDraft.draft(schema, DraftHints.NONE);
    }

    private static ExportPlan plan(Schema schema, String yaml) {
        return ExportPlan.of(schema, ModelReader.read(yaml, "decant.yaml"));
    }

    @Test
    void findsTheRootAndEveryNameOfTheTenantColumn() {
        String yaml = draft(PASSKEYS);

        assertThat(yaml)
                .contains(
                        "  table: AccountInfo   # one row per tenant\n  key: [AcountName]\n  columns: [Tenant, TenantId]   #");
        assertThat(plan(PASSKEYS, yaml).tables())
                .extracting(PlannedTable::membership)
                .containsOnly(Membership.ROOT, Membership.OWNED);
    }

    @Test
    void drawsTypesFromSamplesAndGivesThemToAllThatHoldTheSameValues() {
        Schema schema = TestSchemas.schema("""
                orgs(id*, plan)
                users(id*, org_id -> orgs, created, active:integer, logins:integer, prefs, born, seen)
                empty(id*, org_id -> orgs, user -> users)
                """);
        String id = "0B3B5DE8-11A5-4A4B-9F3C-000000000001";
        String yaml = ModelDraft.draft(
                schema,
                new DraftHints(
                        null,
                        List.of(),
                        List.of(),
                        Map.of(
                                TestSchemas.name("orgs"),
                                Map.of("id", List.of(id), "plan", List.of("free")),
                                TestSchemas.name("users"),
                                Map.of(
                                        "id", List.of(id.toLowerCase(java.util.Locale.ROOT)),
                                        "created", List.of("2024-01-02 03:04:05.1234567", "0001-01-01 00:00:00"),
                                        "active", List.of("0", "1"),
                                        "logins", List.of("0", "1"),
                                        "prefs", List.of("{\"a\": 1}", "[]"),
                                        "born", List.of("1970-01-01"),
                                        "seen", List.of("2024-01-02T03:04:05Z")))));

        assertThat(yaml).contains("""
                        columns:
                          empty.org_id: {type: uuid, stored: upper}
                          empty.user: {type: uuid}
                          orgs.id: {type: uuid, stored: upper}
                          users.active: {type: boolean}
                          users.born: {type: date}
                          users.created: {type: timestamp, stored: iso-space}   # if they are of one zone: {type: timestamptz, zone: UTC, stored: iso-space}
                          users.id: {type: uuid}
                          # users.logins: {type: boolean}   # if 0 and 1 are all it ever holds
                          users.org_id: {type: uuid, stored: upper}
                          users.prefs: {type: json}
                          users.seen: {type: timestamptz, stored: iso}
                        """);
        assertThat(yaml).doesNotContain("0B3B5DE8").doesNotContain("2024");
        assertThat(plan(schema, yaml).keyColumns().get(0).type().stored()).isEqualTo("upper");
    }

    @Test
    void asksForTheTablesThatItCannotPlaceAndForNoOther() {
        Schema schema = TestSchemas.schema("""
                organizations(id:integer*, slug, name, unique(slug))
                users(id:integer*, organization_id:integer -> organizations, country? -> countries)
                memberships(id:integer*, organization_id:integer -> organizations, user_id:integer -> users)
                posts(id:integer*, user_id:integer -> users, editor_id:integer -> users)
                comments(id:integer*, subject_type, subject_id:integer, author_id:integer -> users)
                events(id:integer*, post_id:integer)
                countries(code*)
                migrations(version*)
                """);
        String yaml = draft(schema);

        assertThat(yaml).contains("  name: [slug]").contains("columns: [organization_id]");
        assertThat(yaml)
                .contains("# countries: {referenced: {match: [code]}}")
                .contains("# migrations: {exclude: \"why it never leaves\"}")
                .contains("# - {child: events, columns: [post_id], parent: posts, parentColumns: [id]}")
                .contains("# posts: {via: [user_id]}")
                .contains("# Question: do comments.subject_type and subject_id together name rows of other tables?");
        assertThatThrownBy(() -> plan(schema, yaml))
                .isInstanceOf(DecantException.class)
                .hasMessageContaining("3 tables have no place")
                .hasMessageContaining("app.countries:")
                .hasMessageContaining("app.events:")
                .hasMessageContaining("app.migrations:");
        String answered = yaml.replaceAll("(?m)^  # ((countries|events|migrations): \\{exclude)", "  $1");
        assertThat(plan(schema, answered).leaving()).hasSize(5);
    }

    @Test
    void excludesWhatMigrationToolsKeepAndFollowsTablesThatAreAskedAbout() {
        Schema schema = TestSchemas.schema("""
                stores(id:integer*, code, unique(code))
                orders(id:integer*, store_id:integer -> stores, address_id:integer -> addresses)
                addresses(id:integer*, country -> countries)
                countries(code*)
                audit_log(at, store_code)
                flyway_schema_history(installed_rank:integer*)
                """);
        String yaml = draft(schema);

        assertThat(yaml)
                .contains("\n  flyway_schema_history: {exclude: \"the migration tool's own")
                .contains(
                        "# countries: {referenced: {match: [code]}}   # rows shared by tenants, named by addresses.country")
                .contains("# - {child: audit_log, columns: [store_code], parent: stores, parentColumns: [code]}");
        String answered =
                yaml.replaceAll("(?m)^  # ((addresses: \\{.*owned|countries: \\{.*match|- \\{child: audit).*)", "  $1");
        assertThat(plan(schema, answered).leaving()).hasSize(5);
    }

    @Test
    void prefersAWayThatNoNullCutsAndOffersTheOther() {
        Schema schema = TestSchemas.schema("""
                orgs(id*)
                tags(id*, org_id? -> orgs)
                projects(id*, org_id -> orgs)
                tasks(id*, project_id -> projects)
                task_tags(tag_id* -> tags, task_id* -> tasks)
                """);
        String yaml = draft(schema);

        assertThat(yaml).contains("""
                  # task_tags is reached by task_id, since rows of tags may be nobody's; another way would be:
                  # task_tags: {via: [tag_id]}
                  task_tags: {via: [task_id]}
                """);
        assertThat(plan(schema, yaml).table(TestSchemas.name("task_tags")).path())
                .containsExactly("task_id -> tasks", "project_id -> projects", "org_id");
    }

    @Test
    void namesTheTypesOfAPairWhereSamplesShowThem() {
        Schema schema = TestSchemas.schema(
                "orgs(id*)", "posts(id*, org_id -> orgs)", "photos(id*, org_id -> orgs)", "notes(id*, on_type, on_id)");
        String yaml = ModelDraft.draft(
                schema,
                new DraftHints(
                        null,
                        List.of(),
                        List.of(),
                        Map.of(TestSchemas.name("notes"), Map.of("on_type", List.of("App\\Post", "Photo", "Gone")))));

        assertThat(yaml)
                .contains(
                        "# - {child: notes, columns: [on_id], parent: photos, parentColumns: [id], when: {on_type: Photo}}")
                .contains("parent: posts, parentColumns: [id], when: {on_type: \"App\\\\Post\"}}")
                .contains("parent: TABLE, parentColumns: [id], when: {on_type: Gone}}");
        String answered = yaml.replaceAll("(?m)^  # (- \\{child: notes, .*(Photo|Post).*)$", "  $1");
        assertThat(plan(schema, answered).table(TestSchemas.name("notes")).membership())
                .isEqualTo(Membership.REACHED);
    }

    @Test
    void saysNoneWhereAColumnOfThatNameHasAnotherType() {
        Schema schema = TestSchemas.schema(
                "accounts(id:integer*)",
                "a(id*, account_id:integer -> accounts)",
                "b(id*, account_id:integer -> accounts)",
                "c(id*, account_id, b -> b)");

        assertThat(draft(schema))
                .contains("  c: {tenantColumn: none}   # its account_id is text, the tenant's key is integer");
        assertThat(plan(schema, draft(schema)).leaving()).hasSize(4);
    }

    @Test
    void findsTenantColumnsWithoutARoot() {
        Schema schema = TestSchemas.schema("a(id*, tenant_id)", "b(id*, tenant_id)", "c(id*, a -> a)");

        assertThat(draft(schema)).contains("tenant:\n  columns: [tenant_id]");
        assertThat(plan(schema, draft(schema)).leaving()).hasSize(3);
    }

    @Test
    void findsCompositeKeys() {
        Schema schema = TestSchemas.schema(
                "customers(region*, customer*)",
                "a(id*, region, customer, (region, customer) -> customers)",
                "b(id*, region, customer, (region, customer) -> customers)",
                "c(region*, customer*, id*)");

        assertThat(draft(schema)).contains("key: [region, customer]").contains("columns: [[region, customer]]");
        assertThat(plan(schema, draft(schema)).leaving()).hasSize(4);
    }

    @Test
    void followsHints() {
        Schema schema =
                TestSchemas.schema("x(id*, nr)", "y(id*, x_nr)", "accounts(id*)", "z(id*, account_id -> accounts)");
        String yaml = ModelDraft.draft(schema, new DraftHints("X", List.of("nr"), List.of("x_nr"), Map.of()));

        assertThat(yaml).contains("table: x ").contains("key: [nr]").contains("columns: [x_nr]");
        assertThatThrownBy(() -> ModelDraft.draft(schema, new DraftHints("nix", List.of(), List.of(), Map.of())))
                .isInstanceOf(DecantException.class)
                .hasMessageContaining("there is no table \"nix\"");
    }

    @Test
    void asksForTheTenantWhereNothingIsNamedLikeOne() {
        String yaml = draft(TestSchemas.schema("a(id*)", "b(id*)"));

        assertThat(yaml).contains("# Question: nothing here is named like a tenant.");
        assertThat(ModelReader.read(yaml, "decant.yaml").root()).isNull();
    }

    @Test
    void quotesNamesThatYamlWouldTakeForSomethingElse() {
        Schema schema = TestSchemas.schema(
                "Tenant(id*)", "null(id*, tenant_id -> Tenant)", "a b: c(id*, tenant_id -> Tenant)", "on(id*)");

        assertThat(draft(schema)).contains("# \"on\": {exclude:");
        assertThatThrownBy(() -> plan(schema, draft(schema))).hasMessageContaining("1 table has no place");
    }

    @Test
    void theSameSchemaGivesTheSameText() {
        assertThat(draft(PASSKEYS)).isEqualTo(draft(Schema.of(List.copyOf(PASSKEYS.tables()))));
    }

    @Test
    void saysThatARootBelowAnotherIsATenantOfItsOwn() {
        Schema schema = TestSchemas.schema(
                "orgs(id*, parent? -> orgs)", "users(id*, org_id -> orgs)", "teams(id*, org_id -> orgs)");
        String draft = ModelDraft.draft(schema, DraftHints.NONE);

        assertThat(draft)
                .contains("# orgs.parent names another row of orgs, and each is a tenant of its own")
                .contains("orgs.parent: {onExport: null}");
        assertThat(ExportPlan.of(schema, ModelReader.read(draft, "decant.yaml")).tables())
                .hasSize(3);
    }

    /** The example's own model knows more than a draft can; but a draft never leaves a table without a word. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.decant.plan.ModelDocTest#examples")
    void draftsEveryExampleOfTheDocumentOrAsks(Shape shape) {
        Schema schema = TestSchemas.schema(shape.block("schema"));
        String draft = ModelDraft.draft(schema, DraftHints.NONE);
        try {
            assertThat(ExportPlan.of(schema, ModelReader.read(draft, "decant.yaml"))
                            .tables())
                    .isNotEmpty();
        } catch (DecantException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.PLAN_REFUSED);
            schema.tables().stream()
                    .filter(t -> refused.getMessage().contains(t.name() + ": no tenant column"))
                    .forEach(t -> assertThat(draft)
                            .contains("# Question: where does " + t.name().name() + " belong?"));
        }
    }
}
