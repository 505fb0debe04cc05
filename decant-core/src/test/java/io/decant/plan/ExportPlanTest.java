package io.decant.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.TypeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportPlanTest {
    private static final String ORGS = "orgs(id:integer*, slug)";
    private static final String MODEL = "tenant: {table: orgs, columns: [org_id]}\n";

    private static ExportPlan plan(String yaml, String... tables) {
        return ExportPlan.of(TestSchemas.schema(tables), ModelReader.read(yaml, "m.yaml"));
    }

    private static DecantException refused(String yaml, String... tables) {
        return catchThrowableOfType(DecantException.class, () -> plan(yaml, tables));
    }

    private static PlannedTable table(ExportPlan plan, String name) {
        return plan.table(TestSchemas.name(name));
    }

    private static String filter(ExportPlan plan, String name) {
        return FilterText.of(table(plan, name).requireFilter());
    }

    private static List<String> checks(ExportPlan plan, String name) {
        return plan.checks(TestSchemas.name(name)).stream()
                .map(c -> c.kind() + " " + FilterText.of(c.rows()))
                .toList();
    }

    @Test
    void namesTheRootByItsPrimaryKey() {
        ExportPlan plan = plan("tenant: {table: orgs, name: slug}", ORGS);

        assertThat(table(plan, "orgs").membership()).isEqualTo(Membership.ROOT);
        assertThat(table(plan, "orgs").path()).containsExactly("id");
        assertThat(filter(plan, "orgs")).isEqualTo("id=T");
        assertThat(plan.keyColumns()).extracting(Column::name).containsExactly("id");
        assertThat(plan.nameColumns()).extracting(Column::name).containsExactly("slug");
        assertThat(plan.checks()).isEmpty();
    }

    @Test
    void theTenantColumnDecidesAndOtherReferencesAreChecked() {
        ExportPlan plan = plan(
                MODEL,
                ORGS,
                "users(id*, org_id:integer -> orgs)",
                "posts(id*, org_id:integer -> orgs, author -> users)");

        assertThat(table(plan, "posts").membership()).isEqualTo(Membership.OWNED);
        assertThat(filter(plan, "posts")).isEqualTo("org_id=T");
        assertThat(checks(plan, "posts"))
                .containsExactly(
                        "FOREIGN [org_id=T & author->users(!(org_id=T))]",
                        "DISAGREEING [author->users(org_id=T) & !(org_id=T)]");
        assertThat(table(plan, "posts").explanation())
                .isEqualTo("owned: org_id holds the tenant's key; not by" + " author -> users (the column decides)");
    }

    @Test
    void aKeyThatCarriesTheTenantCannotDisagree() {
        ExportPlan plan = plan(
                MODEL,
                ORGS,
                "users(org_id:integer* -> orgs, id*)",
                "posts(id*, org_id:integer, author, (org_id, author) -> users)");

        assertThat(plan.checks()).isEmpty();
    }

    @Test
    void followsReferencesToAnyDepth() {
        ExportPlan plan = plan(
                MODEL,
                ORGS,
                "orders(id*, org_id:integer -> orgs)",
                "lines(id*, order_id -> orders)",
                "notes(id*, line_id -> lines)");

        assertThat(table(plan, "notes").membership()).isEqualTo(Membership.REACHED);
        assertThat(table(plan, "notes").path()).containsExactly("line_id -> lines", "order_id -> orders", "org_id");
        assertThat(filter(plan, "notes")).isEqualTo("line_id->lines(order_id->orders(org_id=T))");
        assertThat(plan.checks()).isEmpty();
    }

    @Test
    void aReferenceStraightToTheKeyNeedsNoJoin() {
        ExportPlan plan = plan("tenant: {table: orgs}", ORGS, "users(id*, owner:integer -> orgs)");

        assertThat(table(plan, "users").membership()).isEqualTo(Membership.REACHED);
        assertThat(filter(plan, "users")).isEqualTo("owner=T");
        assertThat(plan.checks()).isEmpty();
    }

    @Test
    void prefersTheFewestStepsOverReferencesThatAreNeverNull() {
        ExportPlan plan = plan(
                MODEL,
                ORGS,
                "a(id*, org_id:integer -> orgs)",
                "b(id*, a -> a)",
                "c(id*, a? -> a, far -> b, near -> a)");

        assertThat(filter(plan, "c")).isEqualTo("near->a(org_id=T)");
        assertThat(table(plan, "c").explanation())
                .isEqualTo("reached by near -> a, org_id; not by a -> a (may be NULL), far -> b (not nearer)");
        assertThat(checks(plan, "c"))
                .containsExactly(
                        "FOREIGN [near->a(org_id=T) & a->a(!(org_id=T))]",
                        "DISAGREEING [a->a(org_id=T) & !(near->a(org_id=T))]",
                        "FOREIGN [near->a(org_id=T) & far->b(!(a->a(org_id=T)))]",
                        "DISAGREEING [far->b(a->a(org_id=T)) & !(near->a(org_id=T))]");
    }

    @Test
    void viaChoosesByColumns() {
        ExportPlan plan = plan(
                MODEL + "tables: {c: {via: [a2]}}", ORGS, "a(id*, org_id:integer -> orgs)", "c(id*, a1 -> a, a2 -> a)");

        assertThat(filter(plan, "c")).isEqualTo("a2->a(org_id=T)");
    }

    @Test
    void belongsByAnyWayWhereEachMayBeNull() {
        ExportPlan plan = plan(
                MODEL,
                ORGS,
                "posts(id*, org_id:integer -> orgs)",
                "photos(id*, org_id:integer -> orgs)",
                "likes(id*, post? -> posts, photo? -> photos)");

        assertThat(filter(plan, "likes")).isEqualTo("[photo->photos(org_id=T) | post->posts(org_id=T)]");
        assertThat(table(plan, "likes").path()).containsExactly("photo -> photos, org_id", "post -> posts, org_id");
        assertThat(checks(plan, "likes"))
                .containsExactly(
                        "FOREIGN [[photo->photos(org_id=T) | post->posts(org_id=T)] & post->posts(!(org_id=T))]",
                        "FOREIGN [[photo->photos(org_id=T) | post->posts(org_id=T)] & photo->photos(!(org_id=T))]",
                        "NOBODYS !([!(photo null) | !(post null)])");
        assertThat(plan.notes()).singleElement().asString().contains("photo and post", "nobody");
    }

    @Test
    void followsConfiguredReferencesWithACondition() {
        ExportPlan plan = plan(
                MODEL + """
                        references:
                          - {child: comments, columns: [on_id], parent: posts, when: {on_type: Post}}
                          - {child: comments, columns: [on_id], parent: photos, when: {on_type: [Photo, Picture]}}
                        """,
                ORGS,
                "posts(id*, org_id:integer -> orgs)",
                "photos(id*, org_id:integer -> orgs)",
                "comments(id*, on_type, on_id)");

        assertThat(filter(plan, "comments"))
                .isEqualTo("[on_id->photos when {on_type=[Photo, Picture]}(org_id=T)"
                        + " | on_id->posts when {on_type=[Post]}(org_id=T)]");
        assertThat(checks(plan, "comments"))
                .anyMatch(c -> c.startsWith("DANGLING ") && c.contains("on_type in [Post]"));
    }

    @Test
    void aConditionOnAValueThatTheColumnCannotHoldIsAnErrorWithItsLine() {
        assertThatThrownBy(() -> plan(
                        MODEL + """
                        references:
                          - {child: comments, columns: [on_id], parent: posts, when: {on_type: [1, Post]}}
                        """,
                        ORGS,
                        "posts(id*, org_id:integer -> orgs)",
                        "comments(id*, on_type:integer, on_id)"))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
                .hasMessageContaining(":3: \"Post\" is no value of column app.comments.on_type (integer)");
        assertThat(plan(
                                MODEL + """
                                references:
                                  - {child: comments, columns: [on_id], parent: posts, when: {on_type: true}}
                                columns:
                                  comments.on_type: {type: boolean}
                                """,
                                ORGS,
                                "posts(id*, org_id:integer -> orgs)",
                                "comments(id*, on_type:integer, on_id)")
                        .tables())
                .hasSize(3);
    }

    @Test
    void trustsNoReferenceToGoOnFromWhatItCannotTellApart() {
        ExportPlan plan = plan(
                MODEL + """
                tables: {marks: {referenced: {match: [name]}}}
                references:
                  - {child: marks, columns: [up], parent: marks, parentColumns: [name]}
                """, ORGS, "things(id*, org_id:integer -> orgs, mark -> marks(name))", "marks(name?, up?)");

        assertThat(filter(plan, "marks")).isEqualTo("<-things.mark(org_id=T)");
        assertThat(checks(plan, "marks")).anyMatch(c -> c.startsWith("FOREIGN"));
    }

    @Test
    void cyclesEnd() {
        ExportPlan plan = plan(
                MODEL,
                ORGS,
                "users(id*, org_id:integer? -> orgs, team? -> teams)",
                "teams(id*, lead? -> users, parent? -> teams, club? -> clubs)",
                "clubs(id*, team? -> teams)");

        assertThat(filter(plan, "teams")).isEqualTo("lead->users(org_id=T)");
        assertThat(filter(plan, "clubs")).isEqualTo("team->teams(lead->users(org_id=T))");
        assertThat(checks(plan, "teams"))
                .contains(
                        "LOST [parent->teams(lead->users(org_id=T)) & !(lead->users(!(org_id null)))]",
                        "LOST [club->clubs(team->teams(lead->users(org_id=T))) & !(lead->users(!(org_id null)))]");
    }

    @Test
    void sevenTablesInACycleAllFindTheOneWayOut() {
        ExportPlan plan = plan(
                MODEL,
                ORGS,
                "t1(id*, next? -> t2, org_id:integer -> orgs)",
                "t2(id*, next? -> t3)",
                "t3(id*, next? -> t4)",
                "t4(id*, next? -> t5)",
                "t5(id*, next? -> t6)",
                "t6(id*, next? -> t7)",
                "t7(id*, next? -> t1)");

        assertThat(filter(plan, "t2"))
                .isEqualTo("next->t3(next->t4(next->t5(next->t6(next->t7(next->t1(org_id=T))))))");
    }

    @Test
    void aSelfReferenceAloneIsNoPlace() {
        assertThat(refused(MODEL, ORGS, "tree(id*, parent? -> tree)", "x(id*, org_id:integer)"))
                .hasMessageContaining("app.tree: no tenant column");
    }

    @Test
    void namesEveryTableWithoutAPlaceAndTheLinesToAdd() {
        DecantException e = refused(
                MODEL,
                ORGS,
                "users(id*, org_id:integer -> orgs, country -> countries)",
                "countries(code*, name, unique(name))",
                "events(id*, tenant_no:integer, user_id)",
                "flags(id*)");

        assertThat(e.code()).isEqualTo(ErrorCode.PLAN_REFUSED);
        assertThat(e.getMessage()).isEqualTo("""
                        The plan is refused.
                        3 tables have no place. For each, add one of its lines to m.yaml:
                        app.countries: no tenant column, and no foreign key leads to a tenant's table
                          tables:
                            countries: {exclude: "why it never leaves"}
                            countries: {referenced: {match: [name]}}   # rows shared by tenants, named by users.country
                            countries: {referenced: {owned: true}}   # each row one tenant's, found by users.country
                        app.events: no tenant column, and no foreign key leads to a tenant's table
                          tables:
                            events: {exclude: "why it never leaves"}
                            events: {tenantColumn: tenant_no}
                          references:
                            - {child: events, columns: [user_id], parent: users, parentColumns: [id]}
                        app.flags: no tenant column, and no foreign key leads to a tenant's table
                          tables:
                            flags: {exclude: "why it never leaves"}""");
    }

    @Test
    void leavesUnclassifiedTablesOutWhenToldTo() {
        ExportPlan plan = plan("unclassified: exclude\n" + MODEL, ORGS, "users(id*, org_id:integer)", "flags(id*)");

        assertThat(table(plan, "flags").membership()).isEqualTo(Membership.EXCLUDED);
        assertThat(table(plan, "flags").publicReason()).isNull();
        assertThat(table(plan, "flags").explanation()).contains("unclassified: exclude");
    }

    @Test
    void keepsTheReasonOfAnExcludedTableFromTheArchive() {
        ExportPlan plan = plan(
                MODEL + "tables: {keys: {exclude: secret, publicReason: internal}}",
                ORGS,
                "users(id*, org_id:integer, key -> keys)",
                "keys(id*, org_id:integer)");

        assertThat(table(plan, "keys").filter()).isEmpty();
        assertThat(table(plan, "keys").publicReason()).isEqualTo("internal");
        assertThat(table(plan, "users").references()).isEmpty();
        assertThat(plan.notes()).singleElement().asString().contains("users: key", "keys, which is excluded");
    }

    @Test
    void sharedRowsAreThoseThatTheTenantsRowsName() {
        ExportPlan plan = plan(
                MODEL + "tables: {cities: {referenced: {match: [name]}}, countries: {referenced: {match: [code]}}}",
                ORGS,
                "users(id*, org_id:integer, city? -> cities, home -> countries)",
                "cities(id*, name, country -> countries)",
                "countries(code*)");

        assertThat(filter(plan, "cities")).isEqualTo("<-users.city(org_id=T)");
        assertThat(filter(plan, "countries"))
                .isEqualTo("[<-cities.country(<-users.city(org_id=T)) | <-users.home(org_id=T)]");
        assertThat(table(plan, "countries").shared()).isTrue();
        assertThat(table(plan, "countries").path()).containsExactly("named by cities.country", "named by users.home");
        assertThat(checks(plan, "users")).containsExactly("ORPHAN !(org_id->orgs(all))");
        assertThat(checks(plan, "cities")).isEmpty();
    }

    @Test
    void aSharedRowThatNamesTenantsRowsMustSayWhatBecomesOfThat() {
        String[] tables = {
            ORGS, "users(id*, org_id:integer, city -> cities)", "cities(id*, name, mayor? -> users, founder -> users)"
        };
        String model = MODEL + "tables: {cities: {referenced: {match: [name]}}}\n";

        assertThat(refused(model, tables))
                .hasMessageContaining("cities.mayor: {onExport: null}")
                .hasMessageContaining("cities.founder: {onExport: drop}");
        ExportPlan plan =
                plan(model + "columns: {cities.mayor: {onExport: null}, cities.founder: {onExport: drop}}", tables);
        assertThat(table(plan, "cities").references()).isEmpty();
        assertThat(checks(plan, "cities")).isEmpty();
        assertThat(table(plan, "cities").exportedColumns())
                .extracting(Column::name)
                .containsExactly("id", "name", "mayor");
        assertThat(table(plan, "cities").nulledColumns()).containsExactly("mayor");
    }

    @Test
    void privateParentsAreFoundByTheRowsThatNameThem() {
        ExportPlan plan = plan(
                MODEL + "tables: {data: {referenced: {owned: true}}}",
                ORGS,
                "documents(id*, org_id:integer -> orgs, data -> data)",
                "data(id*, bytes:bytes)",
                "chunks(id*, data -> data)");

        assertThat(filter(plan, "data")).isEqualTo("<-documents.data(org_id=T)");
        assertThat(filter(plan, "chunks")).isEqualTo("data->data(<-documents.data(org_id=T))");
        assertThat(checks(plan, "documents")).isEmpty();
        assertThat(checks(plan, "data"))
                .containsExactly(
                        "NOBODYS !(<-documents.data(all))",
                        "TWO_OWNERS [<-documents.data(org_id=T) & <-documents.data(!(org_id=T))]");
        assertThat(table(plan, "data").shared()).isFalse();
    }

    @Test
    void aPrivateParentIsNoWayForTheOnlyTableThatNamesIt() {
        ExportPlan plan = plan(
                MODEL + "tables: {data: {referenced: {owned: true}}}",
                ORGS,
                "folders(id*, org_id:integer -> orgs)",
                "documents(id*, folder? -> folders, data -> data)",
                "data(id*)");

        assertThat(filter(plan, "documents")).isEqualTo("folder->folders(org_id=T)");
        assertThat(filter(plan, "data")).isEqualTo("<-documents.data(folder->folders(org_id=T))");
    }

    @Test
    void refusesAReferencedTableThatNobodyNames() {
        assertThat(refused(
                        MODEL + "tables: {a: {referenced: {match: [id]}}}", ORGS, "a(id*)", "b(id*, org_id:integer)"))
                .hasMessageContaining("app.a: is said to be referenced, but no table");
    }

    @Test
    void nullTenantsAreCountedSharedOrLeft() {
        String[] tables = {
            ORGS, "kinds(id*, org_id:integer? -> orgs)", "things(id*, org_id:integer -> orgs, kind -> kinds)"
        };
        ExportPlan failing = plan(MODEL, tables);
        ExportPlan shared = plan(MODEL + "tables: {kinds: {nullTenant: shared}}", tables);
        ExportPlan excluded = plan(MODEL + "tables: {kinds: {nullTenant: exclude}}", tables);

        assertThat(filter(failing, "kinds")).isEqualTo("org_id=T");
        assertThat(checks(failing, "kinds")).containsExactly("NULL_TENANT org_id null");
        assertThat(filter(shared, "kinds")).isEqualTo("[org_id=T | [org_id null & <-things.kind(org_id=T)]]");
        assertThat(checks(shared, "kinds")).isEmpty();
        assertThat(table(shared, "kinds").nullTenant()).isEqualTo(NullTenant.SHARED);
        assertThat(filter(excluded, "kinds")).isEqualTo("org_id=T");
        assertThat(checks(excluded, "kinds")).isEmpty();
        assertThat(checks(excluded, "things")).contains("FOREIGN [org_id=T & kind->kinds(!(org_id=T))]");
    }

    @Test
    void rowsUnderASharedRowStayUnlessTheyAreNamed() {
        ExportPlan plan = plan(
                MODEL + "tables: {kinds: {nullTenant: shared}}",
                ORGS,
                "kinds(id*, org_id:integer? -> orgs)",
                "things(id*, org_id:integer -> orgs, kind -> kinds)",
                "parts(id*, kind -> kinds)");

        assertThat(filter(plan, "parts")).isEqualTo("kind->kinds(org_id=T)");
        assertThat(checks(plan, "parts"))
                .contains("NOBODYS !([kind->kinds(!(org_id null)) | kind->kinds(org_id null)])");
    }

    @Test
    void worksWithoutARoot() {
        ExportPlan plan =
                plan("tenant: {columns: [Tenant, TenantId]}", "Keys(Tenant:uuid*, Id*)", "Events(Id*, TenantId:uuid)");

        assertThat(plan.root()).isEmpty();
        assertThat(plan.keyColumns()).singleElement().satisfies(c -> {
            assertThat(c.name()).isEqualTo("TenantId");
            assertThat(c.type().kind()).isEqualTo(TypeKind.UUID);
        });
        assertThat(filter(plan, "Events")).isEqualTo("TenantId=T");
    }

    @Test
    void compositeKeysGoTogether() {
        ExportPlan plan = plan(
                "tenant: {table: apps, columns: [[org, app]]}",
                "apps(org*, id*)",
                "users(org, app, id*, (org, app) -> apps)",
                "posts(id*, author -> users, org)");

        assertThat(filter(plan, "apps")).isEqualTo("org+id=T");
        assertThat(filter(plan, "users")).isEqualTo("org+app=T");
        assertThat(filter(plan, "posts")).isEqualTo("author->users(org+app=T)");
    }

    @Test
    void aRootsPlainCopyOfItsKeyIsChecked() {
        ExportPlan plan = plan(
                "tenant: {table: AccountInfo, key: AcountName, columns: [tenant]}",
                "AccountInfo(AcountName*, Tenant)",
                "Keys(tenant*, Id*)");

        assertThat(filter(plan, "AccountInfo")).isEqualTo("AcountName=T");
        assertThat(checks(plan, "AccountInfo"))
                .containsExactly("FOREIGN [AcountName=T & !(Tenant=T)]", "DISAGREEING [Tenant=T & !(AcountName=T)]");
        assertThat(table(plan, "AccountInfo").otherTenantColumns()).containsExactly(List.of("Tenant"));
    }

    @Test
    void aTablesOwnNameForTheTenantComesFirst() {
        ExportPlan plan = plan(
                MODEL + "tables: {audit: {tenantColumn: owner}, misc: {exclude: x}}",
                ORGS,
                "audit(id*, owner:integer, org_id:integer)",
                "misc(id*, org_id)");

        assertThat(filter(plan, "audit")).isEqualTo("owner=T");
    }

    @Test
    void aColumnOfThatNameMayBeSomethingElse() {
        ExportPlan plan = plan(
                MODEL + "tables: {audit: {tenantColumn: none}}",
                ORGS,
                "users(id*, org_id:integer -> orgs)",
                "audit(id*, org_id, user -> users)");

        assertThat(filter(plan, "audit")).isEqualTo("user->users(org_id=T)");
    }

    @Test
    void aTenantColumnOfAnotherTypeIsAsked() {
        assertThat(refused(MODEL, ORGS, "audit(id*, org_id:text)"))
                .hasMessageContaining("m.yaml:1: column app.audit.org_id is text, and the tenant's key is integer");
    }

    @Test
    void declaredTypesOfTheModelApply() {
        ExportPlan plan = plan(
                MODEL + "columns: {users.at: {type: timestamptz, zone: UTC, stored: iso-space}}",
                ORGS,
                "users(id*, org_id:integer, at:text)");

        Column at = table(plan, "users").table().requireColumn("at");
        assertThat(at.type().kind()).isEqualTo(TypeKind.TIMESTAMPTZ);
        assertThat(at.type().zone()).isEqualTo("UTC");
        assertThat(at.type().stored()).isEqualTo("iso-space");
    }

    @Test
    void namesWithTheSchemaWhereTheyAreNotUnique() {
        String[] tables = {"a.orgs(id*)", "b.orgs(id*, org -> a.orgs)", "b.Users(id*, org -> a.orgs)"};

        assertThat(refused("tenant: {table: orgs}", tables))
                .hasMessageContaining("m.yaml:1: \"orgs\" may be any of a.orgs, b.orgs");
        assertThat(plan("tenant: {table: a.orgs}\ntables: {users: {default: true}}", tables)
                        .leaving())
                .hasSize(3);
    }

    @Test
    void whatTheSchemaDoesNotHaveIsAnErrorWithItsLine() {
        DecantException e = refused("""
                tenant: {table: org, columns: [org_idd]}
                tables:
                  userz: {default: true}
                  users: {via: [nope]}
                references:
                  - {child: users, columns: [x], parent: orgs, when: {y: 1}}
                columns:
                  users.idd: {onExport: keep}
                  userx.id: {onExport: keep}
                """, ORGS, "users(id*, org_id:integer -> orgs)");

        assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID);
        assertThat(e.getMessage().lines())
                .containsExactly(
                        "m.yaml:1: no table has a column \"org_idd\"; did you mean \"org_id\"?",
                        "m.yaml:1: there is no table \"org\"; did you mean \"orgs\"?",
                        "m.yaml:3: there is no table \"userz\"; did you mean \"users\"?",
                        "m.yaml:6: table app.users has no column \"x\"; did you mean \"id\"?",
                        "m.yaml:6: table app.users has no column \"y\"; did you mean \"id\"?",
                        "m.yaml:8: table app.users has no column \"idd\"; did you mean \"id\"?",
                        "m.yaml:9: there is no table \"userx\"; did you mean \"users\"?");
    }

    @Test
    void advisesIndexesForWhatTheExportAsks() {
        ExportPlan plan = plan(
                MODEL, ORGS, "a(org_id:integer* -> orgs, id*)", "b(id*, org_id:integer -> orgs)", "c(id*, b -> b)");

        assertThat(plan.missingIndexes())
                .containsExactly(
                        new MissingIndex(TestSchemas.name("b"), List.of("org_id")),
                        new MissingIndex(TestSchemas.name("c"), List.of("b")));
    }

    @Test
    void refusesToDropWhatDecides() {
        assertThat(refused(MODEL + "columns: {users.org_id: {onExport: drop}}", ORGS, "users(id*, org_id:integer)"))
                .hasMessageContaining("m.yaml:2: column app.users.org_id says whose a row is");
        assertThat(refused(MODEL + "columns: {users.name: {onExport: null}}", ORGS, "users(id*, name, org_id:integer)"))
                .hasMessageContaining("is NOT NULL");
    }

    @Test
    void rulesThatContradictTheSchemaAreErrors() {
        String[] tables = {ORGS, "users(id*, org_id:integer -> orgs)", "posts(id*, author -> users)"};

        assertThat(refused(MODEL + "tables: {users: {via: [org_id]}}", tables))
                .hasMessageContaining("leave \"via\" out");
        assertThat(refused(MODEL + "tables: {posts: {via: [id]}}", tables)).hasMessageContaining("it has [author]");
        assertThat(refused(MODEL + "tables: {posts: {nullTenant: shared}}", tables))
                .hasMessageContaining("says nothing");
        assertThat(refused(MODEL + "tables: {users: {referenced: {owned: true}}}", tables))
                .hasMessageContaining("{tenantColumn: none} beside");
        assertThat(refused(MODEL + "tables: {orgs: {exclude: x}}", tables)).hasMessageContaining("is the root");
    }

    @Test
    void aThousandWaysAreTooMany() {
        StringBuilder layers = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            layers.append("t%d(id*, a? -> t%d, b? -> t%d)%n".formatted(i, i - 1, i - 1));
        }
        assertThat(refused(MODEL, ORGS, "t0(id*, org_id:integer -> orgs)", layers.toString()))
                .hasMessageContaining("more than 500 ways")
                .hasMessageContaining("via");
    }

    @Test
    void aPlanKnowsItsLoadOrder() {
        ExportPlan plan = plan(MODEL, ORGS, "a(id*, b -> b)", "b(id*, org_id:integer -> orgs)");

        assertThat(plan.loadOrder().tables())
                .containsExactly(TestSchemas.name("orgs"), TestSchemas.name("b"), TestSchemas.name("a"));
    }
}
