package io.decant.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SampleGeneratorTest {
    private static final SampleTenant ACME = new SampleTenant("acme", 5_000);
    private static final SampleTenant GLOBEX = new SampleTenant("globex", 1_000);

    @Test
    void theSameSeedGivesTheSameRows() {
        assertThat(print(42, ACME, GLOBEX)).isEqualTo(print(42, ACME, GLOBEX));
        assertThat(print(43, ACME, GLOBEX)).isNotEqualTo(print(42, ACME, GLOBEX));
    }

    @Test
    void rowsAreTheSameFromOneVersionToTheNext() {
        assertThat(Integer.toHexString(print(42, ACME, GLOBEX).hashCode())).isEqualTo("56279236");
    }

    @Test
    void aTenantsRowsDoNotDependOnTheOthers() {
        List<String> alone = print(42, ACME);
        List<String> amongOthers = new ArrayList<>(print(42, GLOBEX, ACME));
        amongOthers.retainAll(new HashSet<>(alone));
        assertThat(amongOthers).isEqualTo(alone);
    }

    @Test
    void aTenantHasExactlyTheRowsAskedFor() {
        for (long rows : new long[] {100, 101, 999, 1_000, 12_345}) {
            assertThat(print(1, new SampleTenant("t", rows))).hasSize((int) rows);
        }
        assertThatThrownBy(() -> new SampleTenant("t", 99)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tenantsLieAmongEachOther() {
        List<Object[]> events = rows("ApplicationEvents", ACME, GLOBEX);
        List<Object> firstTen =
                events.subList(0, 10).stream().map(event -> event[1]).toList();
        assertThat(firstTen).contains("acme", "globex");
    }

    @Test
    void everyAwkwardTextIsANickname() {
        assertThat(values("Credentials", "Nickname", ACME))
                .containsAll(Awkward.TEXTS)
                .containsNull();
        assertThat(values("Credentials", "Nickname", GLOBEX)).containsAll(Awkward.TEXTS);
        assertThat(values("Aliases", "Plaintext", GLOBEX))
                .containsAll(Awkward.TEXTS)
                .containsNull();
    }

    @Test
    void everyAwkwardTextIsTextInUtf8() {
        assertThat(Awkward.TEXTS)
                .doesNotHaveDuplicates()
                .allSatisfy(
                        text -> assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                                .isEqualTo(text));
    }

    @Test
    void countersReachTheEndOf32Bits() {
        assertThat(values("Credentials", "SignatureCounter", GLOBEX)).containsAll(Awkward.COUNTERS);
    }

    @Test
    void credentialIdsAreAsLongAsTheProductAllows() {
        assertThat(lengths(Product.SQLITE)).contains(16, 1023).allMatch(n -> n >= 16 && n <= 1023);
        assertThat(lengths(Product.SQLSERVER)).contains(16, 900).allMatch(n -> n >= 16 && n <= 900);
    }

    @Test
    void publicKeysHaveTheLengthsOfTheirAlgorithms() {
        Set<Integer> lengths = new HashSet<>();
        values("Credentials", "PublicKey", ACME).forEach(key -> lengths.add(((byte[]) key).length));
        assertThat(lengths).containsExactlyInAnyOrder(77, 272, 42);
    }

    @Test
    void aUserHandleIsTheUserIdInUtf8() {
        SampleTable credentials = table("Credentials");
        int handle = credentials.columns().indexOf("UserHandle");
        int user = credentials.columns().indexOf("UserId");
        assertThat(rows("Credentials", ACME))
                .allSatisfy(row -> assertThat(new String((byte[]) row[handle], StandardCharsets.UTF_8))
                        .isEqualTo(row[user]));
    }

    @Test
    void emptyTextAndNullAreBothThere() {
        for (String column : List.of("Country", "Nickname")) {
            assertThat(values("Credentials", column, ACME)).contains("").containsNull();
        }
        assertThat(values("ApplicationEvents", "ApiKeyId", ACME)).contains("").containsNull();
        assertThat(values("ApiKeys", "Scopes", ACME)).contains("");
        assertThat(values("Credentials", "AaGuid", ACME))
                .contains(new UUID(0, 0))
                .containsNull();
        assertThat(values("Credentials", "BackupState", ACME))
                .contains(true, false)
                .containsNull();
    }

    @Test
    void timesHaveNoneToSevenFractionDigits() {
        List<Object> times = values("ApplicationEvents", "PerformedAt", ACME);
        assertThat(nanos(times, n -> n == 0)).isPositive();
        assertThat(nanos(times, n -> n != 0 && n % 1_000_000 == 0)).isPositive();
        assertThat(nanos(times, n -> n % 1_000 != 0)).isPositive();
        assertThat(nanos(times, n -> n % 100 != 0)).isZero();
    }

    @Test
    void someAccountIsOfTheYearOne() {
        Set<Object> created = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            created.addAll(values("AccountInfo", "CreatedAt", new SampleTenant("t" + i, 100)));
        }
        assertThat(created).contains(Instant.parse("0001-01-01T00:00:00Z")).hasSizeGreaterThan(5);
    }

    @Test
    void eventTypesAndSeveritiesAreThoseOfTheService() {
        assertThat(values("ApplicationEvents", "EventType", ACME))
                .allMatch(type -> type.toString().matches("1[0-3]\\d\\d|140[0-2]|7008|7009|701[0-6]"))
                .contains(1000, 1001, 1002, 1102, 1103, 7008);
        assertThat(values("ApplicationEvents", "Severity", ACME))
                .containsOnly(1, 2, 3)
                .contains(1, 2, 3);
    }

    @Test
    void aliasesAreBase64OfAHash() {
        assertThat(values("Aliases", "Alias", ACME))
                .allSatisfy(alias -> assertThat((String) alias).hasSize(44).endsWith("="))
                .doesNotHaveDuplicates();
    }

    @Test
    void apiKeysEndWithTheirIds() {
        SampleTable keys = table("ApiKeys");
        List<Object[]> rows = rows("ApiKeys", ACME);
        assertThat(rows.get(0)[2].toString())
                .matches("acme:public:[0-9a-f]{32}")
                .endsWith(rows.get(0)[1].toString());
        assertThat(rows.get(3)[2].toString()).matches("[A-Za-z0-9+/]{22}==:[A-Za-z0-9+/]{22}==");
        assertThat(values("ApiKeys", "Id", ACME)).doesNotHaveDuplicates();
        assertThat(keys.columns()).startsWith("Tenant", "Id", "ApiKey");
    }

    private static long nanos(List<Object> times, Predicate<Integer> test) {
        return times.stream()
                .map(time -> ((Instant) time).atOffset(ZoneOffset.UTC).getNano())
                .filter(test)
                .count();
    }

    private static List<Integer> lengths(Product product) {
        List<Integer> lengths = new ArrayList<>();
        new SampleGenerator(product, List.of(GLOBEX), 42)
                .rows(table("Credentials"), row -> lengths.add(((byte[]) row[1]).length));
        return lengths;
    }

    private static SampleTable table(String name) {
        return SampleGenerator.TABLES.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Object[]> rows(String table, SampleTenant... tenants) {
        List<Object[]> rows = new ArrayList<>();
        new SampleGenerator(Product.SQLITE, List.of(tenants), 42).rows(table(table), rows::add);
        return rows;
    }

    private static List<Object> values(String table, String column, SampleTenant tenant) {
        int index = table(table).columns().indexOf(column);
        List<Object> values = new ArrayList<>();
        rows(table, tenant).forEach(row -> values.add(row[index]));
        return values;
    }

    private static List<String> print(long seed, SampleTenant... tenants) {
        List<String> print = new ArrayList<>();
        SampleGenerator generator = new SampleGenerator(Product.SQLITE, List.of(tenants), seed);
        for (SampleTable table : SampleGenerator.TABLES) {
            generator.rows(table, row -> print.add(table.name() + print(row)));
        }
        return print;
    }

    private static String print(Object[] row) {
        return Arrays.stream(row)
                .map(value -> value instanceof byte[] bytes ? Arrays.toString(bytes) : Objects.toString(value))
                .toList()
                .toString();
    }
}
