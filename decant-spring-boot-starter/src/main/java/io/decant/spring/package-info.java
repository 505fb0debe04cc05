/** What a Spring Boot application sees of Decant: its settings, and the one bean that it brings. */
@NullMarked
package io.decant.spring;

import org.jspecify.annotations.NullMarked;
