package io.decant.spring.store;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 says, in words that name the setting to look at. */
final class S3Failure {
    private S3Failure() {}

    static DecantException of(String failing, SdkException e) {
        if (e instanceof AbortedException) {
            return new DecantException(ErrorCode.INTERRUPTED, failing + ": it was interrupted", e);
        }
        return new DecantException(ErrorCode.STORAGE, failing + ": " + reason(e), e);
    }

    private static String reason(SdkException e) {
        if (!(e instanceof S3Exception answer)) {
            return "S3 cannot be reached, or there are no credentials for it. Check decant.store.s3.endpoint, region,"
                    + " access-key and secret-key";
        }
        String code =
                answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
                        ? ""
                        : " " + answer.awsErrorDetails().errorCode();
        String said = "S3 answers " + answer.statusCode() + code + ". Check ";
        return said
                + switch (answer.statusCode()) {
                    case 301, 307, 400 -> "decant.store.s3.region, endpoint and path-style";
                    case 401, 403 -> "decant.store.s3.access-key and secret-key, and what they may do with the bucket";
                    case 404 -> "decant.store.s3.bucket and endpoint";
                    default -> "what serves decant.store.s3.endpoint";
                };
    }
}
