/** Stores of archives beyond a folder. */
@NullMarked
package io.decant.spring.store;

import org.jspecify.annotations.NullMarked;
