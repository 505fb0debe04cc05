package io.decant.dialect;

import io.decant.schema.Column;

/**
 * A value to bind to a placeholder.
 *
 * @param text canonical text, never null
 * @param column the column that it is compared with: its type tells how to bind it
 */
record Bound(String text, Column column) {}
