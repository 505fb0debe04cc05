package io.decant.dialect;

import io.decant.dialect.postgresql.ByteSink;
import io.decant.dialect.postgresql.Codecs;
import io.decant.dialect.postgresql.PostgresType;
import io.decant.dialect.postgresql.UnfitValueException;
import io.decant.dialect.postgresql.ValueCodec;
import io.decant.error.DecantException;
import io.decant.record.CanonicalFormatException;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** PostgreSQL's SQL, with parameters or, for COPY, which takes none, with the values themselves in their place. */
final class PostgresFlavor implements SqlFlavor {
    private final @Nullable PGConnection server;

    private PostgresFlavor(@Nullable PGConnection server) {
        this.server = server;
    }

    static PostgresFlavor withParameters() {
        return new PostgresFlavor(null);
    }

    /**
     * Each value is a constant of the statement, written as this connection's session reads it: a filter on a constant is
     * planned and run as psql's would be. A session setting in its place is asked anew for every row of a scan.
     */
    static PostgresFlavor withConstants(PGConnection server) {
        return new PostgresFlavor(server);
    }

    @Override
    public String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    /** Not so for a partitioned table, whose own rows are none. */
    @Override
    public String rows(Table table) {
        return (table.inherited() ? "ONLY " : "") + table(table.name());
    }

    @Override
    public String placeholder(int index, Column column) {
        return "?::" + type(column).castName();
    }

    @Override
    public String value(int index, Bound value) {
        if (server == null) {
            return placeholder(index, value.column());
        }
        try {
            return "'" + server.escapeLiteral(input(value)) + "'::"
                    + type(value.column()).castName();
        } catch (SQLException e) {
            throw new CanonicalFormatException("a value that PostgreSQL has no constant for");
        }
    }

    @Override
    public void bind(PreparedStatement statement, int position, Bound value) throws SQLException {
        // Sent as of no type, so that the cast beside the placeholder decides.
        statement.setObject(position, input(value), Types.OTHER);
    }

    /**
     * The value as its type's input function reads it.
     *
     * @throws CanonicalFormatException if it is none of the column's type
     */
    static String input(Bound value) {
        byte[] canonical = value.text().getBytes(StandardCharsets.UTF_8);
        ByteSink text = new ByteSink(canonical.length + 16);
        try {
            codec(value.column()).text(canonical, 0, canonical.length, text);
        } catch (UnfitValueException unfit) {
            throw new CanonicalFormatException(String.valueOf(unfit.getMessage()));
        }
        return new String(text.bytes(), 0, text.size(), StandardCharsets.UTF_8);
    }

    private static ValueCodec codec(Column column) {
        // Without the declared limits: a value that is too long for the column equals none of its values.
        PostgresType unlimited = PostgresType.of(type(column).castName(), column.type());
        return Codecs.find(unlimited, column.type())
                .orElseThrow(() -> new UnfitValueException(column.name() + " cannot be compared as "
                        + column.type().kind().canonicalName()));
    }

    static PostgresType type(Column column) {
        return PostgresType.of(column.nativeType(), column.type());
    }

    @Override
    public boolean correlates() {
        return true;
    }

    /** Enums and other types of the user's have no operators between each other. */
    @Override
    public boolean comparable(Column one, Column other) {
        return one.nativeType().equals(other.nativeType())
                || (SqlFlavor.super.comparable(one, other)
                        && !type(one).userDefined()
                        && !type(other).userDefined()
                        && one.type().kind() != TypeKind.ARRAY
                        && one.type().kind() != TypeKind.OTHER);
    }

    @Override
    public String text(String expression) {
        return expression + "::text";
    }

    @Override
    public String sortKey(String expression, Column column) {
        ColumnType element = column.type().element();
        boolean text = column.type().kind() == TypeKind.TEXT;
        if (text && type(column).userDefined()) {
            return expression + "::text COLLATE \"C\"";
        }
        boolean texts = element != null
                && element.kind() == TypeKind.TEXT
                && !type(column).userDefined();
        return text || texts ? expression + " COLLATE \"C\"" : expression;
    }

    /** What has no binary form of ours comes as text, and so does what only the catalog knows. */
    @Override
    public String readable(String expression, Column column) {
        PostgresType type = type(column);
        if (!type.textOnly() && !type.userDefined()) {
            return expression;
        }
        if (type.name().equals("inet")) {
            // Its cast adds the mask of a single address, which its output function leaves out.
            return "pg_catalog.textin(pg_catalog.inet_out(" + expression + "))";
        }
        return expression + (type.element() == null ? "::text" : "::text[]");
    }

    /** Equal numbers may be spelt differently, and a collation may take other texts for the same. */
    @Override
    public String differs(String left, String right, Column column) {
        return switch (column.type().kind()) {
            case BOOLEAN, INTEGER, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, UUID, BYTES ->
                SqlFlavor.super.differs(left, right, column);
            default -> left + "::text COLLATE \"C\" IS DISTINCT FROM " + right + "::text COLLATE \"C\"";
        };
    }

    @Override
    public String typed(String expression, Column column) {
        return expression + "::" + type(column).castName();
    }

    @Override
    public String newUuid(Column column) {
        return type(column).castName().equals("uuid") ? "gen_random_uuid()" : "gen_random_uuid()::text";
    }

    @Override
    public RowQuery known(Connection connection, RowQuery query) throws SQLException {
        return PostgresLooseScan.known(connection, this, query);
    }

    /** Scans of ranges of row addresses came with version 14; other kinds of tables need not lie in blocks. */
    @Override
    public OptionalLong blocks(Connection connection, Table table) throws SQLException {
        String sql = "SELECT pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::bigint"
                + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_am m ON m.oid = c.relam"
                + " WHERE c.oid = ?::regclass AND c.relkind = 'r' AND m.amname = 'heap'"
                + " AND pg_catalog.current_setting('server_version_num')::int >= 140000";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table(table.name()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    @Override
    public String within(String alias, BlockRange range) {
        String from = alias + ".ctid >= '(" + range.from() + ",0)'::tid";
        return range.to() == null ? from : from + " AND " + alias + ".ctid < '(" + range.to() + ",0)'::tid";
    }

    @Override
    public String overriding() {
        return "OVERRIDING SYSTEM VALUE";
    }

    @Override
    public DecantException failure(String doing, SQLException cause) {
        return PostgresFailure.of(doing, cause);
    }

    /** Of COPY the driver knows no statement. */
    @Override
    public void cancel(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }
}
