/** The archive on disk: CSV parts, digests, manifest, descriptors. Knows no database. */
@NullMarked
package io.decant.archive;

import org.jspecify.annotations.NullMarked;
