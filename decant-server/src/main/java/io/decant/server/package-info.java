/** The standalone service: the starter, with keys of its own. */
@NullMarked
package io.decant.server;

import org.jspecify.annotations.NullMarked;
