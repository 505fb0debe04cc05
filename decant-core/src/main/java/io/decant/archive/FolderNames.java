package io.decant.archive;

import io.decant.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of the tables' folders, safe on every file system; {@code docs/FORMAT.md} gives the rules. */
final class FolderNames {
    private static final int LONGEST = 120;
    private static final int HASH_DIGITS = 15;
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_-]|~[0-9A-F]{2})([A-Za-z0-9_.-]|~[0-9A-F]{2}){0,119}" + "(~-[0-9a-f]{"
                    + HASH_DIGITS + "})?(~[1-9][0-9]{0,5})?");

    private FolderNames() {}

    /** Whether a folder could have been made by {@link #assign}. */
    static boolean wellFormed(String folder) {
        return folder.length() <= LONGEST + 7
                && FORM.matcher(folder).matches()
                && !DEVICE.matcher(folder).matches();
    }

    /**
     * @param tables in the order of the manifest
     * @param several whether names need their schema
     */
    static Map<TableName, String> assign(List<TableName> tables, boolean several) {
        Map<TableName, String> folders = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (TableName table : tables) {
            String base = encode(several ? table.schema() + "." + table.name() : table.name());
            String folder = base;
            for (int i = 2; !taken.add(folder.toLowerCase(Locale.ROOT)); i++) {
                folder = base + "~" + i;
            }
            folders.put(table, folder);
        }
        return folders;
    }

    private static String encode(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        boolean device = DEVICE.matcher(name).matches();
        StringBuilder out = new StringBuilder();
        int cut = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean first = i == 0 && (device || bytes[i] == '.');
            if (!first && plain(bytes[i])) {
                out.append((char) bytes[i]);
            } else {
                out.append('~').append(String.format(Locale.ROOT, "%02X", bytes[i]));
            }
            if (out.length() <= LONGEST - HASH_DIGITS - 2) {
                cut = out.length();
            }
        }
        if (out.length() <= LONGEST) {
            return out.toString();
        }
        return out.substring(0, cut) + "~-" + Hashes.sha256(bytes).substring(0, HASH_DIGITS);
    }

    private static boolean plain(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '_'
                || b == '.'
                || b == '-';
    }
}
