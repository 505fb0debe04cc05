package io.decant.spring.store;

import io.decant.archive.ArchiveStore;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.spring.DecantProperties.S3;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the store on S3 as the settings say. */
final class S3Stores {
    private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private S3Stores() {}

    /**
     * Makes the store, and looks whether it can be used. It lasts as long as the process, and holds no thread.
     *
     * @throws DecantException {@code USAGE} if a setting is missing or wrong, {@code STORAGE} if S3 says no
     */
    static ArchiveStore of(S3 settings) {
        if (settings.bucket().isBlank()) {
            throw new DecantException(
                    ErrorCode.USAGE, "decant.store.type is s3: set decant.store.s3.bucket to the bucket's name");
        }
        S3Store store = new S3Store(client(settings), settings.bucket(), prefix(settings.prefix()));
        store.check();
        return store;
    }

    private static String prefix(String written) {
        if (written.startsWith("/")) {
            throw new DecantException(ErrorCode.USAGE, "decant.store.s3.prefix begins with a slash: leave it out");
        }
        return written.isEmpty() || written.endsWith("/") ? written : written + '/';
    }

    private static S3Client client(S3 settings) {
        S3ClientBuilder client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIME)
                        .socketTimeout(SILENCE))
                .forcePathStyle(settings.pathStyle());
        URI endpoint = settings.endpoint();
        if (endpoint != null) {
            client.endpointOverride(requireAddress(endpoint));
        }
        if (settings.region() != null) {
            client.region(Region.of(settings.region()));
        } else if (endpoint != null) {
            // Most servers that are not Amazon's do not care.
            client.region(Region.US_EAST_1);
        }
        String secret = secret(settings);
        if (settings.accessKey() != null && secret != null) {
            client.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(settings.accessKey(), secret)));
        } else if (settings.accessKey() != null || secret != null) {
            throw new DecantException(
                    ErrorCode.USAGE,
                    "decant.store.s3.access-key needs secret-key or secret-key-file, and they need it: set both, or"
                            + " neither for the credentials of the environment");
        }
        try {
            return client.build();
        } catch (SdkException e) {
            throw new DecantException(
                    ErrorCode.USAGE, "S3 cannot be used without its region: set decant.store.s3.region", e);
        }
    }

    private static URI requireAddress(URI endpoint) {
        String scheme = endpoint.getScheme();
        if (endpoint.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new DecantException(
                    ErrorCode.USAGE, "decant.store.s3.endpoint is no address: write it as https://s3.example.org");
        }
        return endpoint;
    }

    private static @Nullable String secret(S3 settings) {
        Path file = settings.secretKeyFile();
        if (file == null) {
            return settings.secretKey();
        }
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new DecantException(
                    ErrorCode.USAGE, "the file " + file + " of decant.store.s3.secret-key-file cannot be read", e);
        }
    }
}
