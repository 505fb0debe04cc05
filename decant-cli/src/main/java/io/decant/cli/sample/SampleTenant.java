package io.decant.cli.sample;

/**
 * A tenant to make.
 *
 * @param name its key, 1 to 64 characters
 * @param rows how many rows it has in all tables together, those that a backup leaves out included; at least 100. From
 *     1,000 on every kind of awkward value is among them
 */
public record SampleTenant(String name, long rows) {
    public static final long FEWEST_ROWS = 100;

    public SampleTenant {
        if (name.isEmpty() || name.length() > 64) {
            throw new IllegalArgumentException("a sample tenant's name has 1 to 64 characters");
        }
        if (rows < FEWEST_ROWS) {
            throw new IllegalArgumentException("a sample tenant has at least " + FEWEST_ROWS + " rows");
        }
    }
}
