/** The sample: a multi-tenant passkey service's schema, its tenant model, and a generator of its rows. */
@NullMarked
package io.decant.cli.sample;

import org.jspecify.annotations.NullMarked;
