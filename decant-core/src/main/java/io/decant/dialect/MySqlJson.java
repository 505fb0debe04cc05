package io.decant.dialect;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which JSON MySQL's own type would change: numbers that neither 64 bits nor a double hold. */
final class MySqlJson {
    /** A string, to be passed over, or a number. */
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)", Pattern.DOTALL);

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private MySqlJson() {}

    /** @throws UnfitValueException if a number of the text would come back as another */
    static void requireExactNumbers(String json) {
        for (Matcher token = TOKEN.matcher(json); token.find(); ) {
            String number = token.group(1);
            if (number != null && !exact(number)) {
                throw new UnfitValueException("its JSON has a number that MySQL would round");
            }
        }
    }

    private static boolean exact(String number) {
        boolean whole = number.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        if (whole) {
            BigInteger value = new BigInteger(number);
            if (value.compareTo(LEAST) >= 0 && value.compareTo(MOST) <= 0) {
                // "-0" becomes 0.
                return !number.startsWith("-0");
            }
        }
        double real = Double.parseDouble(number);
        return !Double.isInfinite(real)
                && (real != 0 || !number.startsWith("-"))
                && new BigDecimal(number).compareTo(new BigDecimal(Double.toString(real))) == 0;
    }
}
