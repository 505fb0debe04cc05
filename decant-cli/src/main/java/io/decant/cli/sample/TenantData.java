package io.decant.cli.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** How many rows of each kind a tenant has, and what several of its tables have in common. Rows are numbered from 0. */
final class TenantData {
    /** Nothing here looks at the clock, so that a run can be repeated. */
    static final Instant LAST_MOMENT = Instant.parse("2026-10-31T22:00:00Z");

    private static final int DAYS = 700;
    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final int NANOS_PER_TICK = 100;

    private final String name;
    private final long seed;
    private final int longestDescriptor;
    private final long days;
    private final long credentials;
    private final long aliases;
    private final long events;

    TenantData(SampleTenant tenant, long seed, int longestDescriptor) {
        this.name = tenant.name();
        this.seed = Dice.tenantSeed(seed, tenant.name());
        this.longestDescriptor = longestDescriptor;
        this.days = Math.max(1, Math.min(DAYS, tenant.rows() / 200));
        long fixed = 1 + 1 + apiKeys() + authenticators() + purposes() + tokenKeys() + emails() + 2 * days;
        long rest = tenant.rows() - fixed;
        this.credentials = rest * 14 / 100;
        this.aliases = rest * 7 / 100;
        this.events = rest - credentials - aliases;
    }

    String name() {
        return name;
    }

    Dice dice(String table, long row) {
        return Dice.of(seed, table, row);
    }

    int longestDescriptor() {
        return longestDescriptor;
    }

    long apiKeys() {
        return 4;
    }

    long authenticators() {
        return 3;
    }

    long purposes() {
        return 3;
    }

    long tokenKeys() {
        return 2;
    }

    long emails() {
        return 4;
    }

    long days() {
        return days;
    }

    long credentials() {
        return credentials;
    }

    long aliases() {
        return aliases;
    }

    long events() {
        return events;
    }

    /** Some people have two credentials. */
    long users() {
        return Math.max(1, credentials * 10 / 13);
    }

    /** Mostly a uuid, as the service advises; some customers use what they have. */
    String userId(long user) {
        Dice dice = dice("user", user);
        return switch (dice.below(20)) {
            case 0 -> "user-" + user;
            case 1 -> Words.email(dice, user);
            case 2 -> "Jürgen Müller/" + user;
            default -> dice.uuid().toString();
        };
    }

    LocalDate day(long daysAgo) {
        return LAST_MOMENT.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(daysAgo);
    }

    /** A moment of the tenant's life, the later the larger the share of {@code row} in {@code rows}. */
    Instant moment(Dice dice, long row, long rows) {
        long span = DAYS * 86_400L;
        long second = LAST_MOMENT.getEpochSecond() - span + (long) ((double) span * row / rows) + dice.below(60);
        return Instant.ofEpochSecond(second, fraction(dice));
    }

    /** The service's clock ticks ten million times a second; some clients send whole seconds or milliseconds. */
    private static int fraction(Dice dice) {
        long ticks = dice.between(0, TICKS_PER_SECOND - 1);
        return (int)
                switch (dice.below(10)) {
                    case 0 -> 0;
                    case 1, 2 -> ticks / 10_000 * 10_000 * NANOS_PER_TICK;
                    default -> ticks * NANOS_PER_TICK;
                };
    }
}
