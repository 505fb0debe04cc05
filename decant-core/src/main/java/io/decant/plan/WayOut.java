package io.decant.plan;

/**
 * One thing that a model may say about rows which an audit finds.
 *
 * @param section the part of {@code decant.yaml} that the line belongs to, such as {@code tables}
 * @param line YAML, without its indentation
 * @param meaning when this is the right thing to say
 */
public record WayOut(String section, String line, String meaning) {
    @Override
    public String toString() {
        return section + ": " + line + "   # " + meaning;
    }
}
