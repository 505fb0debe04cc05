package io.decant.cli;

import io.decant.MaxRate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 50000rows/s} or {@code 20MB/s}. */
final class Rate implements ITypeConverter<MaxRate> {
    @Override
    public MaxRate convert(String text) {
        try {
            return MaxRate.of(text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(String.valueOf(wrong.getMessage()));
        }
    }
}
