package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/** The files of an archive as they are stored, by length and hash alone: nothing is unpacked, no record is read. */
final class StoredFiles {
    private static final int BLOCK = 1 << 18;

    private final Members members;
    private final byte[] block = new byte[BLOCK];

    StoredFiles(Members members) {
        this.members = members;
    }

    /**
     * @param read hears how many bytes were read
     * @throws DecantException {@code INTERRUPTED}
     */
    boolean intact(Manifest manifest, LongConsumer read) {
        for (ManifestTable table : manifest.included()) {
            for (Part part : table.parts()) {
                if (!intact(part.file(), read)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean intact(Part.Stored file, LongConsumer read) {
        try {
            if (members.size(file.path()) != file.bytes()) {
                return false;
            }
            MessageDigest sha256 = Hashes.sha256();
            try (InputStream in = members.open(file.path())) {
                long left = file.bytes();
                for (int count = in.read(block); count >= 0 && left >= 0; count = in.read(block)) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new DecantException(ErrorCode.INTERRUPTED, "interrupted; nothing was written");
                    }
                    sha256.update(block, 0, count);
                    left -= count;
                    read.accept(count);
                }
                return left == 0 && Hashes.hex(sha256.digest()).equals(file.sha256());
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new DecantException(ErrorCode.INTERRUPTED, "interrupted; nothing was written", e);
            }
            return false;
        }
    }
}
