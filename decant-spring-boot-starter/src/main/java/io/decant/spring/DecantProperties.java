package io.decant.spring;

import io.decant.MaxRate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings.
 *
 * @param model the tenant model, {@code decant.yaml}: a file, or {@code classpath:…}
 * @param data folder for archives and work in progress
 * @param schemas database schemas that take part; all if empty
 * @param readDatabase a replica that exports read, where the application's own database shall not be
 * @param jobs where jobs are kept, and how they are worked off
 * @param store where archives are kept
 * @param retention how long an archive is kept after its job is done
 * @param auditRetention how long the audit log remembers
 * @param uploadTime how long an upload may take before it is thrown away
 * @param openUploads how many restores of one tenant may wait for their files at once
 * @param partSize the largest part of an archive, at most 100 MB
 * @param maxRate how fast one export may read, such as 50000rows/s or 20MB/s; as fast as can be if it is not given
 * @param maxSnapshotAge how old an export's snapshot may grow before its job fails; any age if it is not given
 */
@ConfigurationProperties("decant")
public record DecantProperties(
        @DefaultValue("classpath:decant.yaml") String model,
        @DefaultValue("./decant-data") Path data,
        @DefaultValue List<String> schemas,
        @Nullable Database readDatabase,
        @DefaultValue Jobs jobs,
        @DefaultValue Store store,
        @DefaultValue("7d") Duration retention,
        @DefaultValue("400d") Duration auditRetention,
        @DefaultValue("1d") Duration uploadTime,
        @DefaultValue("20") int openUploads,
        @DefaultValue("100MB") DataSize partSize,
        @Nullable MaxRate maxRate,
        @Nullable Duration maxSnapshotAge) {

    /**
     * A database.
     *
     * @param url for JDBC
     * @param user null where the URL says it, or none is needed
     * @param password null where none is needed
     * @param passwordFile a file whose first line is the password
     */
    public record Database(
            String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable Path passwordFile) {
        /** Says nothing of its secrets. */
        @Override
        public String toString() {
            return "database";
        }
    }

    /**
     * Jobs.
     *
     * @param url for JDBC of the database in which they are kept; the application's own if it is not given
     * @param user null where the URL says it, or none is needed
     * @param password null where none is needed
     * @param passwordFile a file whose first line is the password
     * @param workers how many jobs run at once in this process; 0 for none
     * @param backupsAtOnce how many backups run at once in all processes that share the job database; 0 for any number
     * @param connections how many of them one export reads with
     * @param poll how often the queue is looked at
     * @param heartbeat how often a worker says that it is alive; after four silent ones its job goes to another
     * @param attempts how often a job is tried
     * @param backOff how long to wait before the second attempt; doubled with each further one
     * @param perDay how many backups a tenant may schedule in 24 hours; 0 for any number
     * @param sweep how often files are deleted that have expired, or that no job names
     * @param strayAge how long files that no job names are left alone
     */
    public record Jobs(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable Path passwordFile,
            @DefaultValue("1") int workers,
            @DefaultValue("0") int backupsAtOnce,
            @DefaultValue("1") int connections,
            @DefaultValue("2s") Duration poll,
            @DefaultValue("10s") Duration heartbeat,
            @DefaultValue("3") int attempts,
            @DefaultValue("10s") Duration backOff,
            @DefaultValue("0") int perDay,
            @DefaultValue("1m") Duration sweep,
            @DefaultValue("1h") Duration strayAge) {
        /** Where jobs are kept; null for the application's own database. */
        public @Nullable Database database() {
            return url == null ? null : new Database(url, user, password, passwordFile);
        }

        /** Says nothing of its secrets. */
        @Override
        public String toString() {
            return "jobs";
        }
    }

    /**
     * Where archives are kept.
     *
     * @param type folder: in the data folder; database: in the job database; s3: in a bucket
     * @param s3 the bucket, for the type s3
     */
    public record Store(
            @DefaultValue("folder") Type type, @DefaultValue S3 s3) {
        /** Kinds of stores. */
        public enum Type {
            FOLDER,
            DATABASE,
            S3
        }
    }

    /**
     * A bucket of Amazon S3, or of a server that speaks as it does.
     *
     * @param bucket its name; it has to be there
     * @param prefix of all keys. What is below it belongs to the jobs of one job database, and to nobody else
     * @param region null for that of the environment
     * @param endpoint address of a server that is not Amazon's; null for Amazon's
     * @param pathStyle whether the bucket's name stands in the path, not in the host's name
     * @param accessKey null for the credentials of the environment, as the AWS SDK looks for them
     * @param secretKey belongs to the access key
     * @param secretKeyFile a file whose first line is the secret key
     */
    public record S3(
            @DefaultValue("") String bucket,
            @DefaultValue("decant") String prefix,
            @Nullable String region,
            @Nullable URI endpoint,
            @DefaultValue("false") boolean pathStyle,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @Nullable Path secretKeyFile) {
        /** Says nothing of its secrets. */
        @Override
        public String toString() {
            return "s3";
        }
    }
}
