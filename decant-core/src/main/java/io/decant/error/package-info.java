/** What can go wrong, as one exception with a stable code. A leaf: it knows no other package. */
@NullMarked
package io.decant.error;

import org.jspecify.annotations.NullMarked;
