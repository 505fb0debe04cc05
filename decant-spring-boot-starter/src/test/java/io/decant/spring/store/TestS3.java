package io.decant.spring.store;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A server that speaks S3, with one bucket in memory; it checks signatures. */
public final class TestS3 implements AutoCloseable {
    static final String BUCKET = "archives";
    static final String ACCESS_KEY = "decant";
    static final String SECRET_KEY = UUID.randomUUID().toString();

    private final S3Proxy server;
    private final S3Client client;

    private TestS3(S3Proxy server) {
        this.server = server;
        this.client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }

    public static TestS3 start() throws Exception {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        server.start();
        TestS3 started = new TestS3(server);
        started.client.createBucket(r -> r.bucket(BUCKET));
        return started;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** Not the store's. */
    S3Client client() {
        return client;
    }

    /** Of an application that keeps its archives there. */
    public List<String> settings() {
        return List.of(
                "--decant.store.type=s3",
                "--decant.store.s3.bucket=" + BUCKET,
                "--decant.store.s3.endpoint=" + endpoint(),
                "--decant.store.s3.path-style=true",
                "--decant.store.s3.access-key=" + ACCESS_KEY,
                "--decant.store.s3.secret-key=" + SECRET_KEY);
    }

    public List<String> keys() {
        return client.listObjectsV2(r -> r.bucket(BUCKET)).contents().stream()
                .map(o -> o.key())
                .toList();
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError("the server for S3 does not stop", e);
        }
    }
}
