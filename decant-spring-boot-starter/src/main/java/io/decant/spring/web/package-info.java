/** The HTTP API over the jobs. */
@NullMarked
package io.decant.spring.web;

import org.jspecify.annotations.NullMarked;
