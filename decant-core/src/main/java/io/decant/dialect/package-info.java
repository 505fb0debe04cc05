/** One database product each: its catalog, its snapshot, and its fastest way to read and load rows. */
@NullMarked
package io.decant.dialect;

import org.jspecify.annotations.NullMarked;
