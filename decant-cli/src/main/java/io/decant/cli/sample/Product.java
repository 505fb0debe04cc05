package io.decant.cli.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The databases that the sample's schema is written for, and the physical form that each gives to a value. */
public enum Product {
    SQLITE("SQLite", 1023),
    POSTGRESQL("PostgreSQL", 1023),
    H2("H2", 1023),
    /** MariaDB too. */
    MYSQL("MySQL", 1023),
    /** An index key holds at most 1,700 bytes there, the tenant's name included. */
    SQLSERVER("SQL Server", 900);

    private final String label;
    private final int longestDescriptor;

    Product(String label, int longestDescriptor) {
        this.label = label;
        this.longestDescriptor = longestDescriptor;
    }

    /** The product's name as manifests give it, such as {@code PostgreSQL}. */
    public String label() {
        return label;
    }

    /** The part of a resource's name that stands for this product, such as {@code sqlserver}. */
    String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Bytes of the longest credential id that the product's key can hold. */
    int longestDescriptor() {
        return longestDescriptor;
    }

    String quote(String identifier) {
        return this == MYSQL ? "`" + identifier + "`" : "\"" + identifier + "\"";
    }

    /**
     * What to hand to the driver for a value.
     *
     * @param value a String, byte[], UUID, Instant, LocalDate, Boolean, Integer, Long or Double, or null
     */
    @Nullable Object physical(@Nullable Object value) {
        if (value instanceof Instant instant) {
            return moment(instant);
        } else if (value instanceof UUID uuid) {
            return uuid(uuid);
        } else if (value instanceof Boolean flag && this == SQLITE) {
            return flag ? 1 : 0;
        } else if (value instanceof LocalDate && this == SQLITE) {
            return value.toString();
        }
        return value;
    }

    private Object moment(Instant instant) {
        return switch (this) {
            case SQLITE -> SpacedTime.text(instant);
            case POSTGRESQL -> instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
            case H2 -> instant.atOffset(ZoneOffset.UTC);
            case MYSQL -> LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
            case SQLSERVER -> LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        };
    }

    private Object uuid(UUID uuid) {
        return switch (this) {
            case SQLITE, SQLSERVER -> uuid.toString().toUpperCase(Locale.ROOT);
            case MYSQL -> uuid.toString();
            case POSTGRESQL, H2 -> uuid;
        };
    }
}
