package io.decant.cli.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables with rows for each user: credentials and aliases. */
final class CredentialTables {
    /** Makes of authenticators; the all-zero one stands for those that do not say. */
    static final List<UUID> AAGUIDS = List.of(
            UUID.fromString("08987058-cadc-4b81-b6e1-30de50dcbe96"),
            UUID.fromString("cb69481e-8ff7-4039-93ec-0a2729a154a8"),
            UUID.fromString("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4"),
            UUID.fromString("fbfc3007-154e-4ecc-8c0b-6e020557d7bd"),
            UUID.fromString("bada5566-a7aa-401f-bd96-45619a55120d"),
            new UUID(0, 0));

    static final List<SampleTable> ALL = List.of(
            SampleTable.of(
                    "Aliases", TenantData::aliases, CredentialTables::alias, "Tenant", "Alias", "UserId", "Plaintext"),
            SampleTable.of(
                    "Credentials",
                    TenantData::credentials,
                    CredentialTables::credential,
                    "Tenant",
                    "DescriptorId",
                    "DescriptorType",
                    "DescriptorTransports",
                    "PublicKey",
                    "UserHandle",
                    "UserId",
                    "SignatureCounter",
                    "AttestationFmt",
                    "CreatedAt",
                    "LastUsedAt",
                    "AaGuid",
                    "RPID",
                    "Origin",
                    "Country",
                    "Device",
                    "Nickname",
                    "BackupState",
                    "IsBackupEligible",
                    "IsDiscoverable"));

    private static final int SHORTEST_DESCRIPTOR = 16;

    private CredentialTables() {}

    private static @Nullable Object[] alias(TenantData tenant, long number, Dice dice) {
        String plain = Words.email(dice, number);
        String hashed = Base64.getEncoder().encodeToString(sha256(tenant.name() + plain));
        String kept = number < Awkward.TEXTS.size() ? Awkward.TEXTS.get((int) number) : dice.oneIn(20) ? plain : null;
        return new @Nullable Object[] {tenant.name(), hashed, tenant.userId(number % tenant.users()), kept};
    }

    private static @Nullable Object[] credential(TenantData tenant, long number, Dice dice) {
        String userId = tenant.userId(number % tenant.users());
        String domain = "login." + tenant.name() + ".example";
        Instant createdAt = tenant.moment(dice, number, tenant.credentials());
        boolean eligible = dice.oneIn(2);
        return new @Nullable Object[] {
            tenant.name(),
            dice.bytes(descriptorLength(tenant, number, dice)),
            dice.oneIn(50) ? null : "public-key",
            transports(dice),
            publicKey(dice),
            userId.getBytes(StandardCharsets.UTF_8),
            userId,
            counter(number, dice),
            dice.pick("none", "none", "none", "packed", "tpm", "apple", "android-key", "fido-u2f"),
            createdAt,
            dice.oneIn(10) ? createdAt : createdAt.plusSeconds(dice.below(5_000_000)),
            aaGuid(dice),
            domain,
            "https://" + domain,
            dice.oneIn(20) ? null : dice.pick("", "DE", "US", "BR", "NG", "IN", "TR", "JP"),
            dice.oneIn(15) ? null : Words.device(dice),
            nickname(number, dice),
            dice.oneIn(30) ? null : (Boolean) (eligible && dice.oneIn(2)),
            dice.oneIn(30) ? null : (Boolean) eligible,
            dice.oneIn(30) ? null : (Boolean) !dice.oneIn(5)
        };
    }

    /** The first rows take the awkward ones in turn, then one row in fifty does. */
    private static @Nullable String nickname(long number, Dice dice) {
        if (number < Awkward.TEXTS.size()) {
            return Awkward.TEXTS.get((int) number);
        } else if (dice.oneIn(50)) {
            return Awkward.TEXTS.get(dice.below(Awkward.TEXTS.size()));
        }
        return dice.oneIn(4) ? null : Words.nickname(dice);
    }

    private static long counter(long number, Dice dice) {
        if (number < Awkward.COUNTERS.size()) {
            return Awkward.COUNTERS.get((int) number);
        }
        return dice.oneIn(2) ? 0 : dice.below(2_000);
    }

    private static int descriptorLength(TenantData tenant, long number, Dice dice) {
        if (number == 0) {
            return tenant.longestDescriptor();
        } else if (number == 1) {
            return SHORTEST_DESCRIPTOR;
        }
        return switch (dice.below(20)) {
            case 0 -> 250;
            case 1, 2, 3 -> 64;
            case 4, 5, 6, 7, 8, 9 -> 20;
            case 10, 11, 12, 13 -> SHORTEST_DESCRIPTOR;
            default -> 32;
        };
    }

    private static @Nullable String transports(Dice dice) {
        return dice.oneIn(5)
                ? null
                : dice.pick("[]", "[\"usb\",\"nfc\"]", "[\"internal\"]", "[\"internal\",\"hybrid\"]");
    }

    private static byte[] publicKey(Dice dice) {
        return switch (dice.below(20)) {
            case 0 -> CoseKey.rs256(dice);
            case 1 -> CoseKey.ed25519(dice);
            default -> CoseKey.es256(dice);
        };
    }

    private static @Nullable UUID aaGuid(Dice dice) {
        return switch (dice.below(10)) {
            case 0 -> null;
            case 1, 2, 3, 4 -> new UUID(0, 0);
            default -> AAGUIDS.get(dice.below(AAGUIDS.size()));
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
