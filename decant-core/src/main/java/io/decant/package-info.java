/**
 * The public API: export, import, verify, compare and audit. The only package that joins plan, dialect and archive.
 */
@NullMarked
package io.decant;

import org.jspecify.annotations.NullMarked;
