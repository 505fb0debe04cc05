/** PostgreSQL's types: what they are in an archive's terms, and the binary and text forms that COPY gives them. */
@NullMarked
package io.decant.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
