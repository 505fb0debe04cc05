-- The multi-tenant passkey service that the sample is about. One tenant is one application of a customer.
-- For MySQL 8 and MariaDB 10.6 or later. Times are UTC, to the microsecond. Text compares by its bytes, as everywhere else.

-- one row per tenant; the key's spelling is the application's own
CREATE TABLE `AccountInfo` (
    `AcountName` varchar(128) NOT NULL,
    `Tenant` varchar(128) NOT NULL,
    `AdminEmailsSerialized` longtext NOT NULL,
    `CreatedAt` datetime(6) NOT NULL,
    `DeleteAt` datetime(6),
    CONSTRAINT `PK_AccountInfo` PRIMARY KEY (`AcountName`)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `ApiKeys` (
    `Tenant` varchar(128) NOT NULL,
    `Id` varchar(64) NOT NULL,
    `ApiKey` longtext NOT NULL,
    `Scopes` longtext NOT NULL,
    `IsLocked` tinyint(1) NOT NULL,
    `LastLockedAt` datetime(6),
    `LastUnlockedAt` datetime(6),
    `CreatedAt` datetime(6) NOT NULL,
    CONSTRAINT `PK_ApiKeys` PRIMARY KEY (`Tenant`, `Id`)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `AppFeatures` (
    `Tenant` varchar(128) NOT NULL,
    `EventLoggingIsEnabled` tinyint(1) NOT NULL,
    `EventLoggingRetentionPeriod` int NOT NULL,
    `DeveloperLoggingEndsAt` datetime(6),
    `MaxUsers` bigint,
    `AllowAttestation` tinyint(1) NOT NULL,
    `IsGenerateSignInTokenEndpointEnabled` tinyint(1) DEFAULT 1 NOT NULL,
    `IsMagicLinksEnabled` tinyint(1) DEFAULT 1 NOT NULL,
    `MagicLinkEmailMonthlyQuota` int NOT NULL,
    CONSTRAINT `PK_AppFeatures` PRIMARY KEY (`Tenant`),
    CONSTRAINT `FK_AppFeatures_AccountInfo` FOREIGN KEY (`Tenant`) REFERENCES `AccountInfo` (`AcountName`) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `Authenticators` (
    `Tenant` varchar(128) NOT NULL,
    `AaGuid` char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    `CreatedAt` datetime(6) NOT NULL,
    `IsAllowed` tinyint(1) NOT NULL,
    CONSTRAINT `PK_Authenticators` PRIMARY KEY (`Tenant`, `AaGuid`),
    CONSTRAINT `FK_Authenticators_AppFeatures` FOREIGN KEY (`Tenant`) REFERENCES `AppFeatures` (`Tenant`) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `AuthenticationConfigurations` (
    `Tenant` varchar(128) NOT NULL,
    `Purpose` varchar(64) NOT NULL,
    `UserVerificationRequirement` longtext NOT NULL,
    `TimeToLive` double NOT NULL,
    `Hints` longtext DEFAULT ('') NOT NULL,
    `CreatedBy` longtext NOT NULL,
    `CreatedOn` datetime(6),
    `EditedBy` longtext,
    `EditedOn` datetime(6),
    `LastUsedOn` datetime(6),
    CONSTRAINT `PK_AuthenticationConfigurations` PRIMARY KEY (`Tenant`, `Purpose`)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `Aliases` (
    `Tenant` varchar(128) NOT NULL,
    `Alias` varchar(64) NOT NULL,
    `UserId` varchar(256) NOT NULL,
    `Plaintext` longtext,
    CONSTRAINT `PK_Aliases` PRIMARY KEY (`Tenant`, `Alias`)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `Credentials` (
    `Tenant` varchar(128) NOT NULL,
    `DescriptorId` varbinary(1023) NOT NULL,
    `DescriptorType` longtext,
    `DescriptorTransports` longtext,
    `PublicKey` longblob NOT NULL,
    `UserHandle` longblob NOT NULL,
    `UserId` varchar(256) NOT NULL,
    `SignatureCounter` bigint NOT NULL,
    `AttestationFmt` longtext NOT NULL,
    `CreatedAt` datetime(6) NOT NULL,
    `LastUsedAt` datetime(6) NOT NULL,
    `AaGuid` char(36) CHARACTER SET ascii COLLATE ascii_bin,
    `RPID` longtext NOT NULL,
    `Origin` longtext NOT NULL,
    `Country` longtext,
    `Device` longtext,
    `Nickname` longtext,
    `BackupState` tinyint(1),
    `IsBackupEligible` tinyint(1),
    `IsDiscoverable` tinyint(1),
    CONSTRAINT `PK_Credentials` PRIMARY KEY (`Tenant`, `DescriptorId`)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX `IX_Credentials_Tenant_UserId` ON `Credentials` (`Tenant`, `UserId`);

CREATE TABLE `ApplicationEvents` (
    `Id` char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    `TenantId` varchar(128) NOT NULL,
    `ApiKeyId` longtext,
    `PerformedAt` datetime(6) NOT NULL,
    `EventType` int NOT NULL,
    `Message` longtext NOT NULL,
    `Severity` int NOT NULL,
    `PerformedBy` longtext NOT NULL,
    `Subject` longtext NOT NULL,
    CONSTRAINT `PK_ApplicationEvents` PRIMARY KEY (`Id`),
    CONSTRAINT `FK_ApplicationEvents_AccountInfo` FOREIGN KEY (`TenantId`) REFERENCES `AccountInfo` (`AcountName`) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX `IX_ApplicationEvents_TenantId` ON `ApplicationEvents` (`TenantId`);

CREATE TABLE `DispatchedEmails` (
    `Id` char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    `Tenant` varchar(128) NOT NULL,
    `CreatedAt` datetime(6) NOT NULL,
    `UserId` longtext NOT NULL,
    `EmailAddress` longtext NOT NULL,
    `LinkTemplate` longtext NOT NULL,
    CONSTRAINT `PK_DispatchedEmails` PRIMARY KEY (`Id`),
    CONSTRAINT `FK_DispatchedEmails_AccountInfo` FOREIGN KEY (`Tenant`) REFERENCES `AccountInfo` (`AcountName`) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX `IX_DispatchedEmails_Tenant` ON `DispatchedEmails` (`Tenant`);

CREATE TABLE `PeriodicCredentialReports` (
    `Tenant` varchar(128) NOT NULL,
    `CreatedAt` date NOT NULL,
    `CredentialsCount` int NOT NULL,
    `UsersCount` int NOT NULL,
    CONSTRAINT `PK_PeriodicCredentialReports` PRIMARY KEY (`Tenant`, `CreatedAt`),
    CONSTRAINT `FK_PeriodicCredentialReports_AccountInfo` FOREIGN KEY (`Tenant`) REFERENCES `AccountInfo` (`AcountName`) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `PeriodicActiveUserReports` (
    `Tenant` varchar(128) NOT NULL,
    `CreatedAt` date NOT NULL,
    `DailyActiveUsersCount` int NOT NULL,
    `WeeklyActiveUsersCount` int NOT NULL,
    `TotalUsersCount` int NOT NULL,
    CONSTRAINT `PK_PeriodicActiveUserReports` PRIMARY KEY (`Tenant`, `CreatedAt`),
    CONSTRAINT `FK_PeriodicActiveUserReports_AccountInfo` FOREIGN KEY (`Tenant`) REFERENCES `AccountInfo` (`AcountName`) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `TokenKeys` (
    `Tenant` varchar(128) NOT NULL,
    `KeyId` int NOT NULL,
    `KeyMaterial` longtext NOT NULL,
    `CreatedAt` datetime(6) NOT NULL,
    CONSTRAINT `PK_TokenKeys` PRIMARY KEY (`Tenant`, `KeyId`)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
