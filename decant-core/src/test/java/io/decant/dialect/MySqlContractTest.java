package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.schema.TypeKind;
import io.decant.testing.TestMySql;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class MySqlContractTest extends MySqlFamilyContract {
    @Override
    DataSource emptyDatabase() throws SQLException {
        TestMySql.mySqlMissing().ifPresent(why -> Assumptions.abort("MySQL: " + why));
        TestMySql database = TestMySql.mySql();
        schemaName(database.database());
        return database;
    }

    /** As MySQL writes it. */
    @Override
    List<String> values(TypeKind kind) {
        return kind == TypeKind.JSON
                ? List.of("{\"a\": [1, null, \"x\"]}", "[]", "\"t\"", "true", "18446744073709551615", "0.1")
                : super.values(kind);
    }

    /** They are, from 8.0.16 on; the server that Maven has is older. */
    @Override
    boolean enforcesChecks() {
        return false;
    }

    @Test
    void isCalledMySql() {
        assertThat(dialect().product()).isEqualTo("MySQL");
    }
}
