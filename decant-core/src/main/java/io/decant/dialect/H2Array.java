package io.decant.dialect;

import io.decant.record.CanonicalArray;
import io.decant.record.RecordBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array in H2.
 *
 * @param element the codec of its elements
 * @param depth how many arrays deep the column is declared, at least 1
 */
record H2Array(H2Codec element, int depth) implements H2Codec {
    @Override
    public Class<?> javaClass() {
        Class<?> type = element.javaClass();
        for (int i = 0; i < depth; i++) {
            type = type.arrayType();
        }
        return type;
    }

    @Override
    public void append(Object value, RecordBuffer out) {
        append((@Nullable Object[]) value, new CanonicalArray(out), depth);
    }

    private void append(@Nullable Object[] elements, CanonicalArray out, int levels) {
        out.begin();
        for (@Nullable Object value : elements) {
            if (value == null) {
                out.addNull();
            } else if (levels > 1) {
                append((@Nullable Object[]) value, out, levels - 1);
            } else {
                element.append(value, out.element());
                out.endElement();
            }
        }
        out.end();
    }

    @Override
    public Object value(byte[] bytes, int offset, int length) {
        return array(CanonicalArray.toList(bytes, offset, length));
    }

    private @Nullable Object[] array(List<@Nullable Object> list) {
        return list.stream().map(this::element).toArray();
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object element(@Nullable Object value) {
        if (value instanceof List) {
            return array((List<@Nullable Object>) value);
        }
        if (value == null) {
            return null;
        }
        byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
        return element.value(text, 0, text.length);
    }
}
