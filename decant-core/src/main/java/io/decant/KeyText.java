package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantKey;
import io.decant.record.CanonicalFormatException;
import io.decant.record.CanonicalText;
import io.decant.schema.Column;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A tenant's key as somebody wrote it: people on a command line, a program in a manifest. */
final class KeyText {
    private KeyText() {}

    /** People type a uuid in either case; its canonical text is lower case. */
    static TenantKey normalised(List<Column> columns, TenantKey given) {
        List<String> values = new ArrayList<>(given.values());
        for (int part = 0; part < columns.size() && part < values.size(); part++) {
            if (columns.get(part).type().kind() == TypeKind.UUID) {
                values.set(part, values.get(part).toLowerCase(Locale.ROOT));
            }
        }
        return new TenantKey(values);
    }

    /** @throws DecantException with the code if a value is not canonical text of its column's type */
    static void check(List<Column> columns, TenantKey key, ErrorCode code, String what) {
        for (int part = 0; part < columns.size() && part < key.values().size(); part++) {
            byte[] text = key.values().get(part).getBytes(StandardCharsets.UTF_8);
            try {
                CanonicalText.check(columns.get(part).type(), text, 0, text.length);
            } catch (CanonicalFormatException unfit) {
                throw unfit(columns.get(part), code, what, unfit);
            }
        }
    }

    static DecantException unfit(Column column, ErrorCode code, String what, CanonicalFormatException why) {
        return new DecantException(
                code,
                what + " is no value of column " + column.name() + " ("
                        + column.type().kind().canonicalName() + "): " + why.getMessage() + ". Nothing was written",
                why);
    }
}
