package io.decant.cli;

import io.decant.ExportOptions;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 100MB}, {@code 64KB}, {@code 64k} or plain bytes; steps of 1024. */
final class ByteSize implements ITypeConverter<Long> {
    /** Below this, a part would hold a few records and its folder more files than it can bear. */
    static final long SMALLEST_PART = 1024;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\s*([KMG]?)(I?B)?");

    @Override
    public Long convert(String text) {
        Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            throw new TypeConversionException("is not a size; write 100MB, 64KB or a number of bytes");
        }
        long unit = switch (form.group(2)) {
            case "K" -> 1L << 10;
            case "M" -> 1L << 20;
            case "G" -> 1L << 30;
            default -> 1;
        };
        long bytes = Long.parseLong(form.group(1)) * unit;
        if (bytes < SMALLEST_PART || bytes > ExportOptions.LARGEST_PART) {
            throw new TypeConversionException("must be 1KB to 100MB (" + ExportOptions.LARGEST_PART + " bytes)");
        }
        return bytes;
    }
}
