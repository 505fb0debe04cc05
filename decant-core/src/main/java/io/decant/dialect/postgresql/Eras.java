package io.decant.dialect.postgresql;

/** ISO 8601 has a year 0 and signs; PostgreSQL's input has years BC and no signs. */
final class Eras {
    private Eras() {}

    /**
     * @param canonical a date, or a timestamp that begins with one; infinities pass as they are
     * @return as PostgreSQL's input functions read it
     */
    static String text(String canonical) {
        if (canonical.startsWith("+")) {
            return canonical.substring(1);
        }
        int yearEnd = canonical.indexOf('-', 1);
        if (canonical.endsWith("infinity") || yearEnd < 0) {
            return canonical;
        }
        int year = Integer.parseInt(canonical.substring(0, yearEnd));
        if (year > 0) {
            return canonical;
        }
        String yearBefore = Integer.toString(1 - year);
        return "0".repeat(Math.max(0, 4 - yearBefore.length())) + yearBefore + canonical.substring(yearEnd) + " BC";
    }
}
