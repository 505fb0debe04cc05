package io.decant.server;

import io.decant.spring.job.Restores;

/** A file that a restore waits for, or has. */
record UploadRow(String path, String size, boolean uploaded) {
    static UploadRow of(Restores.Awaited file) {
        return new UploadRow(file.path(), file.bytes() < 0 ? "" : Amount.bytes(file.bytes()), file.uploaded());
    }
}
