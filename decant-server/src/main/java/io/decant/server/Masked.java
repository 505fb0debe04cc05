package io.decant.server;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Settings as they may be shown. */
final class Masked {
    private static final String MASK = "***";
    private static final List<String> SECRET = List.of("password", "secret", "token", "management-key", "access-key");
    /** In a URL: {@code user:password@host}, and parameters that drivers know. */
    private static final Pattern USER = Pattern.compile("//[^/@]*@");

    private static final Pattern PARAMETER =
            Pattern.compile("(?i)([?&;][^=&;]*(?:password|pwd|secret|token|key)[^=&;]*=)[^&;]*");

    private Masked() {}

    static String of(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean secret = SECRET.stream().anyMatch(lower::contains) && !lower.endsWith("-file");
        return secret ? MASK : url(value);
    }

    static String url(String value) {
        String user = USER.matcher(value).replaceAll("//" + MASK + "@");
        return PARAMETER.matcher(user).replaceAll("$1" + MASK);
    }
}
