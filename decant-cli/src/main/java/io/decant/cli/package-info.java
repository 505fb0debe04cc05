/** The {@code decant} command: reads options, calls the engine, and is the only code that prints. */
@NullMarked
package io.decant.cli;

import org.jspecify.annotations.NullMarked;
