/** The jobs: a persistent queue, its workers, and what becomes of their archives. No HTTP. */
@NullMarked
package io.decant.spring.job;

import org.jspecify.annotations.NullMarked;
