package io.decant.spring.job;

import io.decant.archive.Hashes;
import io.decant.plan.TenantKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A tenant's key as the job database keeps it: a JSON array of its values, and a hash of that to look it up by. */
public final class TenantText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TenantText() {}

    public static String of(TenantKey tenant) {
        return JSON.writeValueAsString(tenant.values());
    }

    public static TenantKey parse(String text) {
        return new TenantKey(JSON.readValue(text, new TypeReference<List<String>>() {}));
    }

    /** 64 hex digits. */
    public static String hash(TenantKey tenant) {
        return Hashes.sha256(of(tenant).getBytes(StandardCharsets.UTF_8));
    }
}
