package io.decant.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A schema as large as products get, in the notation of {@code TestSchemas}. */
public final class LargeSchema {
    public static final int TABLES = 300;
    private static final int REFERENCES = 400;

    public static final String MODEL = """
            tenant: {table: orgs, columns: [org_id]}
            tables:
              users: {referenced: {match: [mail]}}
              countries: {referenced: {match: [code]}}
              currencies: {referenced: {match: [code]}}
              languages: {referenced: {match: [code]}}
              categories: {referenced: {match: [id]}}
              files: {referenced: {owned: true}}
              kinds: {referenced: {match: [id]}}
            """;

    private LargeSchema() {}

    /**
     * As an application of ten years has them: half of the tables with the tenant column, the others below them; users of
     * all tenants who made, changed and own everything; lookup tables that name each other; files that belong to whatever
     * names them.
     *
     * @param madeBy one in so many tables says who made a row
     */
    public static String[] tables(Random random, int madeBy) {
        List<String> lines = new ArrayList<>(List.of(
                "orgs(id*)",
                "users(id*, mail, country? -> countries, language? -> languages)",
                "countries(code*, currency? -> currencies)",
                "currencies(code*)",
                "languages(code*, fallback? -> languages)",
                "categories(id*, parent? -> categories, made_by? -> users)",
                "files(id*, previous? -> files, kind? -> kinds)",
                "kinds(id*)"));
        int left = REFERENCES - 7;
        int first = lines.size();
        for (int i = first; i < TABLES; i++) {
            boolean owned = i < first + 2 || random.nextBoolean();
            StringBuilder line = new StringBuilder("t" + i + "(id*");
            if (owned) {
                line.append(", org_id").append(random.nextInt(10) == 0 ? "?" : "");
                if (random.nextInt(3) > 0 && left > 0) {
                    line.append(" -> orgs");
                    left--;
                }
            } else {
                line.append(", above -> t").append(first + random.nextInt(i - first));
                left--;
            }
            if (random.nextInt(madeBy) == 0 && left > TABLES - i) {
                line.append(", made_by? -> users");
                left--;
            }
            if (random.nextInt(8) == 0 && left > TABLES - i) {
                line.append(", link? -> t").append(first + random.nextInt(TABLES - first));
                left--;
            }
            if (random.nextInt(15) == 0 && left > TABLES - i) {
                line.append(", file? -> files, category? -> categories, currency? -> currencies");
                left -= 3;
            }
            lines.add(line.append(")").toString());
        }
        return lines.toArray(String[]::new);
    }
}
