/** One row on its way: canonical text of every type, the buffer that carries it, and who takes it next. */
@NullMarked
package io.decant.record;

import org.jspecify.annotations.NullMarked;
