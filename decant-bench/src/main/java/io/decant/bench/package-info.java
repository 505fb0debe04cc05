/** Measures Decant beside what people use instead: each contender a process of its own, on the same rows, in turns. */
@NullMarked
package io.decant.bench;

import org.jspecify.annotations.NullMarked;
