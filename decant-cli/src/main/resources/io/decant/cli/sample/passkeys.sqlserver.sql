-- The multi-tenant passkey service that the sample is about. One tenant is one application of a customer.
-- Times are UTC. The clustered key of Credentials would be longer than SQL Server allows, so that key is not clustered.

-- one row per tenant; the key's spelling is the application's own
CREATE TABLE "AccountInfo" (
    "AcountName" nvarchar(128) NOT NULL,
    "Tenant" nvarchar(128) NOT NULL,
    "AdminEmailsSerialized" nvarchar(max) NOT NULL,
    "CreatedAt" datetime2(7) NOT NULL,
    "DeleteAt" datetime2(7),
    CONSTRAINT "PK_AccountInfo" PRIMARY KEY ("AcountName")
);

CREATE TABLE "ApiKeys" (
    "Tenant" nvarchar(128) NOT NULL,
    "Id" nvarchar(64) NOT NULL,
    "ApiKey" nvarchar(max) NOT NULL,
    "Scopes" nvarchar(max) NOT NULL,
    "IsLocked" bit NOT NULL,
    "LastLockedAt" datetime2(7),
    "LastUnlockedAt" datetime2(7),
    "CreatedAt" datetime2(7) NOT NULL,
    CONSTRAINT "PK_ApiKeys" PRIMARY KEY ("Tenant", "Id")
);

CREATE TABLE "AppFeatures" (
    "Tenant" nvarchar(128) NOT NULL,
    "EventLoggingIsEnabled" bit NOT NULL,
    "EventLoggingRetentionPeriod" int NOT NULL,
    "DeveloperLoggingEndsAt" datetime2(7),
    "MaxUsers" bigint,
    "AllowAttestation" bit NOT NULL,
    "IsGenerateSignInTokenEndpointEnabled" bit DEFAULT 1 NOT NULL,
    "IsMagicLinksEnabled" bit DEFAULT 1 NOT NULL,
    "MagicLinkEmailMonthlyQuota" int NOT NULL,
    CONSTRAINT "PK_AppFeatures" PRIMARY KEY ("Tenant"),
    CONSTRAINT "FK_AppFeatures_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "Authenticators" (
    "Tenant" nvarchar(128) NOT NULL,
    "AaGuid" uniqueidentifier NOT NULL,
    "CreatedAt" datetime2(7) NOT NULL,
    "IsAllowed" bit NOT NULL,
    CONSTRAINT "PK_Authenticators" PRIMARY KEY ("Tenant", "AaGuid"),
    CONSTRAINT "FK_Authenticators_AppFeatures" FOREIGN KEY ("Tenant") REFERENCES "AppFeatures" ("Tenant") ON DELETE CASCADE
);

CREATE TABLE "AuthenticationConfigurations" (
    "Tenant" nvarchar(128) NOT NULL,
    "Purpose" nvarchar(64) NOT NULL,
    "UserVerificationRequirement" nvarchar(max) NOT NULL,
    "TimeToLive" float(53) NOT NULL,
    "Hints" nvarchar(max) DEFAULT '' NOT NULL,
    "CreatedBy" nvarchar(max) NOT NULL,
    "CreatedOn" datetime2(7),
    "EditedBy" nvarchar(max),
    "EditedOn" datetime2(7),
    "LastUsedOn" datetime2(7),
    CONSTRAINT "PK_AuthenticationConfigurations" PRIMARY KEY ("Tenant", "Purpose")
);

CREATE TABLE "Aliases" (
    "Tenant" nvarchar(128) NOT NULL,
    "Alias" nvarchar(64) NOT NULL,
    "UserId" nvarchar(256) NOT NULL,
    "Plaintext" nvarchar(max),
    CONSTRAINT "PK_Aliases" PRIMARY KEY ("Tenant", "Alias")
);

CREATE TABLE "Credentials" (
    "Tenant" nvarchar(128) NOT NULL,
    "DescriptorId" varbinary(900) NOT NULL,
    "DescriptorType" nvarchar(max),
    "DescriptorTransports" nvarchar(max),
    "PublicKey" varbinary(max) NOT NULL,
    "UserHandle" varbinary(max) NOT NULL,
    "UserId" nvarchar(256) NOT NULL,
    "SignatureCounter" bigint NOT NULL,
    "AttestationFmt" nvarchar(max) NOT NULL,
    "CreatedAt" datetime2(7) NOT NULL,
    "LastUsedAt" datetime2(7) NOT NULL,
    "AaGuid" uniqueidentifier,
    "RPID" nvarchar(max) NOT NULL,
    "Origin" nvarchar(max) NOT NULL,
    "Country" nvarchar(max),
    "Device" nvarchar(max),
    "Nickname" nvarchar(max),
    "BackupState" bit,
    "IsBackupEligible" bit,
    "IsDiscoverable" bit,
    CONSTRAINT "PK_Credentials" PRIMARY KEY NONCLUSTERED ("Tenant", "DescriptorId")
);
CREATE INDEX "IX_Credentials_Tenant_UserId" ON "Credentials" ("Tenant", "UserId");

CREATE TABLE "ApplicationEvents" (
    "Id" uniqueidentifier NOT NULL,
    "TenantId" nvarchar(128) NOT NULL,
    "ApiKeyId" nvarchar(max),
    "PerformedAt" datetime2(7) NOT NULL,
    "EventType" int NOT NULL,
    "Message" nvarchar(max) NOT NULL,
    "Severity" int NOT NULL,
    "PerformedBy" nvarchar(max) NOT NULL,
    "Subject" nvarchar(max) NOT NULL,
    CONSTRAINT "PK_ApplicationEvents" PRIMARY KEY ("Id"),
    CONSTRAINT "FK_ApplicationEvents_AccountInfo" FOREIGN KEY ("TenantId") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);
CREATE INDEX "IX_ApplicationEvents_TenantId" ON "ApplicationEvents" ("TenantId");

CREATE TABLE "DispatchedEmails" (
    "Id" uniqueidentifier NOT NULL,
    "Tenant" nvarchar(128) NOT NULL,
    "CreatedAt" datetime2(7) NOT NULL,
    "UserId" nvarchar(max) NOT NULL,
    "EmailAddress" nvarchar(max) NOT NULL,
    "LinkTemplate" nvarchar(max) NOT NULL,
    CONSTRAINT "PK_DispatchedEmails" PRIMARY KEY ("Id"),
    CONSTRAINT "FK_DispatchedEmails_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);
CREATE INDEX "IX_DispatchedEmails_Tenant" ON "DispatchedEmails" ("Tenant");

CREATE TABLE "PeriodicCredentialReports" (
    "Tenant" nvarchar(128) NOT NULL,
    "CreatedAt" date NOT NULL,
    "CredentialsCount" int NOT NULL,
    "UsersCount" int NOT NULL,
    CONSTRAINT "PK_PeriodicCredentialReports" PRIMARY KEY ("Tenant", "CreatedAt"),
    CONSTRAINT "FK_PeriodicCredentialReports_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "PeriodicActiveUserReports" (
    "Tenant" nvarchar(128) NOT NULL,
    "CreatedAt" date NOT NULL,
    "DailyActiveUsersCount" int NOT NULL,
    "WeeklyActiveUsersCount" int NOT NULL,
    "TotalUsersCount" int NOT NULL,
    CONSTRAINT "PK_PeriodicActiveUserReports" PRIMARY KEY ("Tenant", "CreatedAt"),
    CONSTRAINT "FK_PeriodicActiveUserReports_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "TokenKeys" (
    "Tenant" nvarchar(128) NOT NULL,
    "KeyId" int NOT NULL,
    "KeyMaterial" nvarchar(max) NOT NULL,
    "CreatedAt" datetime2(7) NOT NULL,
    CONSTRAINT "PK_TokenKeys" PRIMARY KEY ("Tenant", "KeyId")
);
