package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.schema.TypeKind;
import io.decant.testing.TestMySql;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class MariaDbContractTest extends MySqlFamilyContract {
    @Override
    DataSource emptyDatabase() throws SQLException {
        TestMySql.mariaDbMissing().ifPresent(why -> Assumptions.abort("MariaDB: " + why));
        TestMySql database = TestMySql.mariaDb();
        schemaName(database.database());
        return database;
    }

    @Override
    Map<TypeKind, String> declarations() {
        Map<TypeKind, String> types = super.declarations();
        types.put(TypeKind.UUID, "UUID");
        return types;
    }

    @Test
    void isCalledMariaDb() {
        assertThat(dialect().product()).isEqualTo("MariaDB");
    }
}
