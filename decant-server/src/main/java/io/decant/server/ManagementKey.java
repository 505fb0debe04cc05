package io.decant.server;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that may do everything; there may be none. Only its hash is kept. */
final class ManagementKey {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementKey.class);
    /** Of a random text of letters and digits, which have some 6 bits each. */
    private static final int CHARACTERS_OF_128_BITS = 22;

    private final @Nullable String hash;

    private ManagementKey(@Nullable String hash) {
        this.hash = hash;
    }

    /** @throws DecantException {@code USAGE} if its file cannot be read, or is empty */
    static ManagementKey of(ServerProperties settings) {
        String key = settings.managementKey();
        if (settings.managementKeyFile() != null) {
            try {
                key = Files.readString(settings.managementKeyFile())
                        .lines()
                        .findFirst()
                        .orElse("")
                        .strip();
            } catch (IOException e) {
                throw new DecantException(
                        ErrorCode.USAGE,
                        "decant.management-key-file: " + settings.managementKeyFile() + " cannot be read",
                        e);
            }
        }
        if (key != null && key.isBlank()) {
            throw new DecantException(ErrorCode.USAGE, "the management key is empty. Leave it out, or set one");
        }
        if (key != null && key.length() < CHARACTERS_OF_128_BITS) {
            LOG.warn("the management key is shorter than {} characters, and may be guessed", CHARACTERS_OF_128_BITS);
        }
        return new ManagementKey(key == null ? null : Secret.hash(key));
    }

    boolean is(String secret) {
        return hash != null && Secret.matches(hash, secret);
    }
}
