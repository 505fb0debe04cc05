package io.decant.spring.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.decant.ImportOptions;
import io.decant.ImportOptions.Allowance;
import io.decant.ImportOptions.Keys;
import io.decant.ImportOptions.NewShared;
import io.decant.ImportOptions.OnConflict;
import io.decant.plan.TenantKey;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a restore is to be done, as the request's body says it. What is not given is as the command's default.
 *
 * @param as the tenant's new key, one text for each of its columns
 * @param keys {@code keep} or {@code remap}
 * @param onConflict {@code fail}, {@code skip} or {@code update}
 * @param deleteExtra with {@code update}: remove rows that the archive has not
 * @param allow {@code compatible}, {@code lossy}
 * @param dryRun do everything, report it, and roll back
 * @param newShared {@code insert} or {@code refuse}; whoever is no operator gets the second whatever it says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestoreOptions(
        @Nullable List<String> as,
        @Nullable String keys,
        @Nullable String onConflict,
        @Nullable Boolean deleteExtra,
        @Nullable List<String> allow,
        @Nullable Boolean dryRun,
        @Nullable String newShared) {
    public static final RestoreOptions DEFAULT = new RestoreOptions(null, null, null, null, null, null, null);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The same for a tenant of this key. */
    public RestoreOptions withAs(TenantKey tenant) {
        return new RestoreOptions(tenant.values(), keys, onConflict, deleteExtra, allow, dryRun, newShared);
    }

    /** The same for one who may write nothing that other tenants see. */
    RestoreOptions withoutSharedRows() {
        return new RestoreOptions(as, keys, onConflict, deleteExtra, allow, dryRun, "refuse");
    }

    /** @throws IllegalArgumentException if a word is none of those that are known */
    public ImportOptions importOptions() {
        return ImportOptions.DEFAULT
                .withAs(as == null ? null : new TenantKey(as))
                .withKeys(word("keys", Keys.class, keys, Keys.KEEP))
                .withOnConflict(word("onConflict", OnConflict.class, onConflict, OnConflict.FAIL))
                .withDeleteExtra(Boolean.TRUE.equals(deleteExtra))
                .withAllow(allowed())
                .withNewShared(word("newShared", NewShared.class, newShared, NewShared.INSERT))
                .withDryRun(Boolean.TRUE.equals(dryRun));
    }

    private Set<Allowance> allowed() {
        return (allow == null ? List.<String>of() : allow)
                .stream()
                        .map(a -> word("allow", Allowance.class, a, Allowance.COMPATIBLE))
                        .collect(Collectors.toSet());
    }

    private static <E extends Enum<E>> E word(String name, Class<E> words, @Nullable String text, E otherwise) {
        if (text == null) {
            return otherwise;
        }
        for (E word : words.getEnumConstants()) {
            if (word.name().toLowerCase(Locale.ROOT).equals(text)) {
                return word;
            }
        }
        throw new IllegalArgumentException(name + " is none of "
                + List.of(words.getEnumConstants()).stream()
                        .map(w -> w.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }

    String text() {
        return JSON.writeValueAsString(this);
    }

    /** @throws IllegalArgumentException if it is no JSON, or has a member that is not known */
    public static RestoreOptions parse(String text) {
        try {
            return JSON.readValue(text, RestoreOptions.class);
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(
                    "the body is a JSON object of as, keys, onConflict, deleteExtra, allow, dryRun, newShared; this is not: "
                            + wrong.getOriginalMessage());
        }
    }
}
