/** What a Java team writes where it has no Decant: programs of their own, started by the harness. */
@NullMarked
package io.decant.bench.peer;

import org.jspecify.annotations.NullMarked;
