/** Who owns what: the tenant model, each table's membership, and the order to load in. Pure: schema and model in, plan out. */
@NullMarked
package io.decant.plan;

import org.jspecify.annotations.NullMarked;
