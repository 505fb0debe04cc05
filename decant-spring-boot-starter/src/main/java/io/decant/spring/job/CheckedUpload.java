package io.decant.spring.job;

import io.decant.archive.Hashes;
import io.decant.spring.job.RefusedException.Reason;
import io.decant.spring.job.Restores.Awaited;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A file as it comes in, hashed on the way. At its end it is refused if it is not what the manifest says, so that a store
 * which writes all or nothing keeps nothing of it.
 */
final class CheckedUpload extends FilterInputStream {
    /** Of files whose length the manifest does not give. */
    private static final long LARGEST = 32L * 1024 * 1024;

    private final Awaited file;
    private final MessageDigest sha256 = Hashes.sha256();
    private long bytes;
    private boolean checked;

    CheckedUpload(InputStream in, Awaited file) {
        super(in);
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            sha256.update(buffer, offset, count);
            bytes += count;
            if (file.bytes() >= 0 && bytes > file.bytes()) {
                throw mismatch("it is longer than the " + file.bytes() + " bytes that the manifest says");
            } else if (bytes > LARGEST && file.bytes() < 0) {
                throw mismatch("it is longer than the " + LARGEST + " bytes that such a file may have");
            }
        } else if (count < 0) {
            check();
        }
        return count;
    }

    private void check() {
        if (checked) {
            return;
        }
        checked = true;
        if (file.sha256().isEmpty()) {
            return;
        }
        String hash = Hashes.hex(sha256.digest());
        if (!hash.equals(file.sha256())) {
            throw mismatch("its SHA-256 is " + hash + ", and the manifest says " + file.sha256());
        }
        if (file.bytes() >= 0 && bytes != file.bytes()) {
            throw mismatch("it has " + bytes + " bytes, and the manifest says " + file.bytes());
        }
    }

    private RefusedException mismatch(String why) {
        return RefusedException.of(Reason.CONTENT_MISMATCH, file.path() + ": " + why + ". Nothing of it was kept");
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
