/** Tables, columns, keys and references as immutable values. No JDBC, no files. */
@NullMarked
package io.decant.schema;

import org.jspecify.annotations.NullMarked;
