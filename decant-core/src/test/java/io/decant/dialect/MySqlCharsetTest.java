package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What character sets hold, as the server says by decoding each byte. */
class MySqlCharsetTest {
    private static final String DIGITS = IntStream.range(0, 16)
            .mapToObj(i -> "SELECT " + i + " AS d")
            .collect(Collectors.joining(" UNION ALL ", "(", ")"));

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void knowsTheCharactersOfSetsOfOneByte(TestProduct product) throws SQLException {
        product.missing().ifPresent(why -> Assumptions.abort(product.label() + ": " + why));
        DataSource database = product.newDatabase(Path.of("."));
        try (Connection connection = database.getConnection()) {
            for (String name : MySqlCharset.SINGLE_BYTES.keySet()) {
                Set<String> server = Rows.of(
                                connection,
                                "SELECT HEX(CONVERT(CONVERT(UNHEX(CONCAT(HEX(a.d), HEX(b.d))) USING " + name
                                        + ") USING utf16)) FROM " + DIGITS + " AS a, " + DIGITS
                                        + " AS b WHERE a.d + b.d > 0"
                                        + (name.equals("ascii") ? " AND a.d < 8" : ""))
                        .stream()
                        .map(row -> row.get(0))
                        .collect(Collectors.toCollection(TreeSet::new));
                // What stands for a byte that is no character.
                server.removeAll(Set.of("", "FFFD", "D83D"));
                MySqlCharset own = MySqlCharset.of("text CHARACTER SET " + name);
                Set<String> ours = IntStream.rangeClosed(1, Character.MAX_VALUE)
                        .filter(c -> own.holds(Character.toString(c)))
                        .mapToObj(c -> String.format("%04X", c))
                        .collect(Collectors.toCollection(TreeSet::new));
                assertThat(ours).as(name).isEqualTo(server);
            }
        }
        product.drop(database);
    }
}
