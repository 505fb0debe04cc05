package io.decant.spring.store;

import static io.decant.spring.store.StoreContract.FILE;
import static io.decant.spring.store.StoreContract.bytes;
import static io.decant.spring.store.StoreContract.text;
import static io.decant.spring.store.StoreContract.thenFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.archive.ArchiveStore;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.spring.DecantProperties.S3;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

@TestInstance(Lifecycle.PER_CLASS)
class S3StoreTest implements StoreContract {
    private TestS3 server;
    private String prefix;

    @BeforeAll
    void start() throws Exception {
        server = TestS3.start();
    }

    @BeforeEach
    void anotherPlace() {
        prefix = UUID.randomUUID().toString();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    public ArchiveStore store() {
        return S3Stores.of(settings(TestS3.BUCKET, TestS3.SECRET_KEY, null));
    }

    private S3 settings(String bucket, String secret, Path secretFile) {
        return new S3(bucket, prefix, null, server.endpoint(), true, TestS3.ACCESS_KEY, secret, secretFile);
    }

    @Test
    void nothingIsLeftOfAnUploadThatBreaksOff() {
        ArchiveStore store = store();
        assertThatThrownBy(() ->
                        store.write("a-1", FILE, -1, thenFails(bytes(2 * S3Upload.PART + 1), new IOException("cut"))))
                .isInstanceOf(DecantException.class);
        assertThat(unfinished()).isZero();
        assertThat(store.archives()).isEmpty();
    }

    /** As a process leaves it that is killed while it writes. */
    @Test
    void whatAKilledProcessLeavesIsUnseenAndGoesWithItsArchive() {
        ArchiveStore store = store();
        server.client().createMultipartUpload(r -> r.bucket(TestS3.BUCKET).key(prefix + "/a-1/" + FILE));
        assertThat(store.find("a-1", FILE)).isEmpty();
        assertThat(store.list("a-1")).isEmpty();
        assertThat(store.archives()).containsExactly("a-1");
        assertThat(store.changedAt("a-1")).isAfter(Instant.now().minusSeconds(120));
        store.delete("a-1");
        assertThat(store.archives()).isEmpty();
        assertThat(unfinished()).isZero();
    }

    @Test
    void aFileThatIsReplacedWhileItIsReadNeverEndsEarly() throws Exception {
        ArchiveStore store = store();
        store.write("a-1", FILE, -1, new ByteArrayInputStream(bytes(1_000_000)));
        try (InputStream in = store.open("a-1", FILE, 0)) {
            store.write("a-1", FILE, 3, text("new"));
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("replaced or deleted");
        }
    }

    @Test
    void whatLiesBesideItsPrefixIsNotItsBusiness() {
        for (String key : new String[] {prefix + "-2/a-1/x", prefix, "a-1/x"}) {
            server.client().putObject(r -> r.bucket(TestS3.BUCKET).key(key), RequestBody.fromString("other"));
        }
        ArchiveStore store = store();
        assertThat(store.archives()).isEmpty();
        store.delete("a-1");
        assertThat(server.keys()).contains(prefix + "-2/a-1/x", prefix, "a-1/x");
    }

    @Test
    void aWrongSecretKeyStopsTheStartWithoutBeingTold() {
        assertThatThrownBy(() -> S3Stores.of(settings(TestS3.BUCKET, "wrong-secret", null)))
                .isInstanceOf(DecantException.class)
                .hasMessageContaining("SignatureDoesNotMatch")
                .hasMessageContaining("decant.store.s3.access-key and secret-key")
                .extracting(e -> ((DecantException) e).code())
                .isEqualTo(ErrorCode.STORAGE);
        assertThat(settings(TestS3.BUCKET, "wrong-secret", null).toString()).doesNotContain("wrong-secret");
    }

    @Test
    void aSecretKeyCanBeInAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), TestS3.SECRET_KEY + "\n");
        assertThat(S3Stores.of(settings(TestS3.BUCKET, null, file)).archives()).isEmpty();
        Files.delete(file);
        refused(settings(TestS3.BUCKET, null, file), "decant.store.s3.secret-key-file");
    }

    @Test
    void whatIsWrongIsNamedByItsSetting() {
        refused(settings("", TestS3.SECRET_KEY, null), "set decant.store.s3.bucket");
        refused(settings("not-there", TestS3.SECRET_KEY, null), "NoSuchBucket. Check decant.store.s3.bucket");
        refused(settings(TestS3.BUCKET, null, null), "decant.store.s3.access-key needs secret-key");
        refused(
                new S3(TestS3.BUCKET, "/x", null, server.endpoint(), true, null, null, null),
                "decant.store.s3.prefix begins with a slash");
        refused(
                new S3(TestS3.BUCKET, "", null, URI.create("127.0.0.1"), true, null, null, null),
                "decant.store.s3.endpoint is no address");
    }

    @Test
    void whoHasNotTheClientIsToldWhatToAdd() throws Exception {
        try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
            assertThatThrownBy(() -> Stores.requireSdk(nothing))
                    .isInstanceOf(DecantException.class)
                    .hasMessageContaining("software.amazon.awssdk:url-connection-client");
        }
        Stores.requireSdk(getClass().getClassLoader());
    }

    private static void refused(S3 settings, String why) {
        assertThatThrownBy(() -> S3Stores.of(settings))
                .isInstanceOf(DecantException.class)
                .hasMessageContaining(why);
    }

    private int unfinished() {
        return server.client()
                .listMultipartUploads(r -> r.bucket(TestS3.BUCKET))
                .uploads()
                .size();
    }
}
