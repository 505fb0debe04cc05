package io.decant.cli.sample;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that grow by the day: events, mails, reports. */
final class EventTables {
    /** What the service logs, by the numbers it gives to it. Severity is 1 alert, 2 warning, 3 informational. */
    private record Kind(int type, int severity, String message) {}

    private static final List<Kind> REGISTRATION = List.of(
            new Kind(1000, 3, "Registration token issued for user "),
            new Kind(1001, 3, "Passkey registration started by user "),
            new Kind(1002, 3, "Passkey registration finished by user "),
            new Kind(1100, 3, "Aliases set for user "));
    private static final List<Kind> SIGN_IN =
            List.of(new Kind(1102, 3, "Sign-in started by user "), new Kind(1103, 3, "Sign-in finished by user "));
    private static final List<Kind> RARE = List.of(
            new Kind(1003, 2, "A secret key that is not valid was used, "),
            new Kind(1101, 2, "Credential deleted for user "),
            new Kind(1200, 1, "Application marked for deletion, asked by "),
            new Kind(1402, 3, "Authenticators allowed by "),
            new Kind(7008, 3, "Application created by "),
            new Kind(7016, 2, "Secret key locked by "));

    /** Events come in turns: one registration, then sign-ins, and at each turn's end something else. */
    private static final int TURN = 25;

    static final List<SampleTable> ALL = List.of(
            SampleTable.of(
                    "ApplicationEvents",
                    TenantData::events,
                    EventTables::event,
                    "Id",
                    "TenantId",
                    "ApiKeyId",
                    "PerformedAt",
                    "EventType",
                    "Message",
                    "Severity",
                    "PerformedBy",
                    "Subject"),
            SampleTable.of(
                    "DispatchedEmails",
                    TenantData::emails,
                    EventTables::email,
                    "Id",
                    "Tenant",
                    "CreatedAt",
                    "UserId",
                    "EmailAddress",
                    "LinkTemplate"),
            SampleTable.of(
                    "PeriodicCredentialReports",
                    TenantData::days,
                    EventTables::credentialReport,
                    "Tenant",
                    "CreatedAt",
                    "CredentialsCount",
                    "UsersCount"),
            SampleTable.of(
                    "PeriodicActiveUserReports",
                    TenantData::days,
                    EventTables::activeUserReport,
                    "Tenant",
                    "CreatedAt",
                    "DailyActiveUsersCount",
                    "WeeklyActiveUsersCount",
                    "TotalUsersCount"));

    private EventTables() {}

    private static @Nullable Object[] event(TenantData tenant, long number, Dice dice) {
        long turn = number / TURN;
        int step = (int) (number % TURN);
        int registration = turn % 2 == 0 ? 4 : 3;
        Kind kind;
        String user = tenant.userId(turn * 7 % tenant.users());
        if (step < registration) {
            kind = REGISTRATION.get(step);
        } else if (step == TURN - 1) {
            kind = RARE.get(dice.below(RARE.size()));
        } else {
            kind = SIGN_IN.get((step - registration) % 2);
            user = tenant.userId((turn + (step - registration) / 2) % tenant.users());
        }
        String key = dice.oneIn(20) ? null : dice.oneIn(20) ? "" : dice.hex(4);
        Instant at = tenant.moment(dice, number, tenant.events());
        String message = kind.message() + user;
        return new @Nullable Object[] {
            dice.uuid(), tenant.name(), key, at, kind.type(), message, kind.severity(), user, tenant.name()
        };
    }

    private static @Nullable Object[] email(TenantData tenant, long number, Dice dice) {
        String address = Words.email(dice, number);
        String link = "https://login." + tenant.name() + ".example/magic?token=$TOKEN&n=" + number;
        Instant at = tenant.moment(dice, number, tenant.emails());
        return new @Nullable Object[] {
            dice.uuid(), tenant.name(), at, tenant.userId(number % tenant.users()), address, link
        };
    }

    private static @Nullable Object[] credentialReport(TenantData tenant, long daysAgo, Dice dice) {
        long share = tenant.days() - daysAgo;
        int credentials = (int) (tenant.credentials() * share / tenant.days());
        int users = (int) (tenant.users() * share / tenant.days());
        return new @Nullable Object[] {tenant.name(), tenant.day(daysAgo), credentials, users};
    }

    private static @Nullable Object[] activeUserReport(TenantData tenant, long daysAgo, Dice dice) {
        int total = (int) (tenant.users() * (tenant.days() - daysAgo) / tenant.days());
        int weekly = total == 0 ? 0 : dice.below(total + 1);
        int daily = weekly == 0 ? 0 : dice.below(weekly + 1);
        return new @Nullable Object[] {tenant.name(), tenant.day(daysAgo), daily, weekly, total};
    }
}
