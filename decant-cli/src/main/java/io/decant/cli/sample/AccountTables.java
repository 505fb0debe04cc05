package io.decant.cli.sample;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables with a handful of rows per tenant: the account, what it may do, and its keys. */
final class AccountTables {
    private static final Instant FIRST_MOMENT = Instant.parse("0001-01-01T00:00:00Z");
    private static final List<String> PURPOSES = List.of("sign-in", "step-up", "delete account, \"really\"");

    static final List<SampleTable> ALL = List.of(
            SampleTable.of(
                    "AccountInfo",
                    tenant -> 1,
                    AccountTables::account,
                    "AcountName",
                    "Tenant",
                    "AdminEmailsSerialized",
                    "CreatedAt",
                    "DeleteAt"),
            SampleTable.of(
                    "ApiKeys",
                    TenantData::apiKeys,
                    AccountTables::apiKey,
                    "Tenant",
                    "Id",
                    "ApiKey",
                    "Scopes",
                    "IsLocked",
                    "LastLockedAt",
                    "LastUnlockedAt",
                    "CreatedAt"),
            SampleTable.of(
                    "AppFeatures",
                    tenant -> 1,
                    AccountTables::features,
                    "Tenant",
                    "EventLoggingIsEnabled",
                    "EventLoggingRetentionPeriod",
                    "DeveloperLoggingEndsAt",
                    "MaxUsers",
                    "AllowAttestation",
                    "IsGenerateSignInTokenEndpointEnabled",
                    "IsMagicLinksEnabled",
                    "MagicLinkEmailMonthlyQuota"),
            SampleTable.of(
                    "Authenticators",
                    TenantData::authenticators,
                    AccountTables::authenticator,
                    "Tenant",
                    "AaGuid",
                    "CreatedAt",
                    "IsAllowed"),
            SampleTable.of(
                    "AuthenticationConfigurations",
                    TenantData::purposes,
                    AccountTables::configuration,
                    "Tenant",
                    "Purpose",
                    "UserVerificationRequirement",
                    "TimeToLive",
                    "Hints",
                    "CreatedBy",
                    "CreatedOn",
                    "EditedBy",
                    "EditedOn",
                    "LastUsedOn"),
            SampleTable.of(
                    "TokenKeys",
                    TenantData::tokenKeys,
                    AccountTables::tokenKey,
                    "Tenant",
                    "KeyId",
                    "KeyMaterial",
                    "CreatedAt"));

    private AccountTables() {}

    private static @Nullable Object[] account(TenantData tenant, long number, Dice dice) {
        String emails = dice.oneIn(4) ? "" : "[\"" + Words.email(dice, 1) + "\",\"" + Words.email(dice, 2) + "\"]";
        Instant createdAt = dice.oneIn(3) ? FIRST_MOMENT : tenant.moment(dice, 0, 1);
        Instant deleteAt = dice.oneIn(2) ? TenantData.LAST_MOMENT.plus(14, ChronoUnit.DAYS) : null;
        return new @Nullable Object[] {tenant.name(), tenant.name(), emails, createdAt, deleteAt};
    }

    /** Two public keys, then two secret ones. The last digit is the key's number: ids differ within the tenant. */
    private static @Nullable Object[] apiKey(TenantData tenant, long number, Dice dice) {
        boolean secret = number >= 2;
        String id = dice.hex(3) + number;
        String key = secret ? base64(dice.bytes(16)) + ":" + base64(dice.bytes(16)) : publicKey(tenant, dice, id);
        String scopes = secret ? "token_register,token_verify" : number == 0 ? "register,login" : "";
        boolean locked = number == 1;
        Instant lockedAt = locked || number == 3 ? tenant.moment(dice, 3, 4) : null;
        Instant unlockedAt = locked || lockedAt == null ? null : lockedAt.plusSeconds(3_600);
        Instant createdAt = tenant.moment(dice, number, 4);
        return new @Nullable Object[] {tenant.name(), id, key, scopes, locked, lockedAt, unlockedAt, createdAt};
    }

    private static String publicKey(TenantData tenant, Dice dice, String lastDigits) {
        return tenant.name() + ":public:" + dice.hex(28) + lastDigits;
    }

    private static @Nullable Object[] features(TenantData tenant, long number, Dice dice) {
        Instant loggingEnds = dice.oneIn(2) ? TenantData.LAST_MOMENT.plus(1, ChronoUnit.DAYS) : null;
        Long maxUsers = dice.oneIn(3) ? null : dice.pick(10_000L, Long.MAX_VALUE);
        boolean links = !dice.oneIn(4);
        return new @Nullable Object[] {
            tenant.name(), true, dice.pick(7, 90, 365), loggingEnds, maxUsers, dice.oneIn(2), true, links, 2_000
        };
    }

    private static @Nullable Object[] authenticator(TenantData tenant, long number, Dice dice) {
        UUID aaGuid = CredentialTables.AAGUIDS.get((int) number);
        return new @Nullable Object[] {tenant.name(), aaGuid, tenant.moment(dice, number, 3), number != 2};
    }

    private static @Nullable Object[] configuration(TenantData tenant, long number, Dice dice) {
        String requirement = dice.pick("required", "preferred", "discouraged");
        double timeToLive = dice.pick(120.0, 0.1, 86_399.9999999);
        String hints = dice.pick("", "client-device", "security-key,hybrid");
        Instant editedOn = number == 0 ? null : tenant.moment(dice, 2, 4);
        return new @Nullable Object[] {
            tenant.name(),
            PURPOSES.get((int) number),
            requirement,
            timeToLive,
            hints,
            Words.name(dice),
            number == 2 ? null : tenant.moment(dice, 0, 4),
            editedOn == null ? null : Words.name(dice),
            editedOn,
            dice.oneIn(2) ? null : tenant.moment(dice, 3, 4)
        };
    }

    private static @Nullable Object[] tokenKey(TenantData tenant, long number, Dice dice) {
        int id = (int) (number * 1_000_000_007 % 9_999_991);
        return new @Nullable Object[] {tenant.name(), id, base64(dice.bytes(32)), tenant.moment(dice, number, 2)};
    }

    private static String base64(byte[] bytes) {
        return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
    }
}
