-- A multi-tenant passkey service. One tenant is one application of a customer.
-- Times are UTC and keep six fraction digits.

-- one row per tenant; the key's spelling is the application's own
CREATE TABLE "AccountInfo" (
    "AcountName" VARCHAR NOT NULL,
    "Tenant" VARCHAR NOT NULL,
    "AdminEmailsSerialized" VARCHAR NOT NULL,
    "CreatedAt" TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    "DeleteAt" TIMESTAMP(6) WITH TIME ZONE,
    CONSTRAINT "PK_AccountInfo" PRIMARY KEY ("AcountName")
);

CREATE TABLE "ApiKeys" (
    "Tenant" VARCHAR NOT NULL,
    "Id" VARCHAR NOT NULL,
    "ApiKey" VARCHAR NOT NULL,
    "Scopes" VARCHAR NOT NULL,
    "IsLocked" BOOLEAN NOT NULL,
    "LastLockedAt" TIMESTAMP(6) WITH TIME ZONE,
    "LastUnlockedAt" TIMESTAMP(6) WITH TIME ZONE,
    "CreatedAt" TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT "PK_ApiKeys" PRIMARY KEY ("Tenant", "Id")
);

CREATE TABLE "AppFeatures" (
    "Tenant" VARCHAR NOT NULL,
    "EventLoggingIsEnabled" BOOLEAN NOT NULL,
    "EventLoggingRetentionPeriod" INTEGER NOT NULL,
    "DeveloperLoggingEndsAt" TIMESTAMP(6) WITH TIME ZONE,
    "MaxUsers" BIGINT,
    "AllowAttestation" BOOLEAN NOT NULL,
    "IsGenerateSignInTokenEndpointEnabled" BOOLEAN DEFAULT TRUE NOT NULL,
    "IsMagicLinksEnabled" BOOLEAN DEFAULT TRUE NOT NULL,
    "MagicLinkEmailMonthlyQuota" INTEGER NOT NULL,
    CONSTRAINT "PK_AppFeatures" PRIMARY KEY ("Tenant"),
    CONSTRAINT "FK_AppFeatures_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "Authenticators" (
    "Tenant" VARCHAR NOT NULL,
    "AaGuid" UUID NOT NULL,
    "CreatedAt" TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    "IsAllowed" BOOLEAN NOT NULL,
    CONSTRAINT "PK_Authenticators" PRIMARY KEY ("Tenant", "AaGuid"),
    CONSTRAINT "FK_Authenticators_AppFeatures" FOREIGN KEY ("Tenant") REFERENCES "AppFeatures" ("Tenant") ON DELETE CASCADE
);

CREATE TABLE "AuthenticationConfigurations" (
    "Tenant" VARCHAR NOT NULL,
    "Purpose" VARCHAR NOT NULL,
    "UserVerificationRequirement" VARCHAR NOT NULL,
    "TimeToLive" DOUBLE PRECISION NOT NULL,
    "Hints" VARCHAR DEFAULT '' NOT NULL,
    "CreatedBy" VARCHAR NOT NULL,
    "CreatedOn" TIMESTAMP(6) WITH TIME ZONE,
    "EditedBy" VARCHAR,
    "EditedOn" TIMESTAMP(6) WITH TIME ZONE,
    "LastUsedOn" TIMESTAMP(6) WITH TIME ZONE,
    CONSTRAINT "PK_AuthenticationConfigurations" PRIMARY KEY ("Tenant", "Purpose")
);

CREATE TABLE "Aliases" (
    "Tenant" VARCHAR NOT NULL,
    "Alias" VARCHAR NOT NULL,
    "UserId" VARCHAR NOT NULL,
    "Plaintext" VARCHAR,
    CONSTRAINT "PK_Aliases" PRIMARY KEY ("Tenant", "Alias")
);

CREATE TABLE "Credentials" (
    "Tenant" VARCHAR NOT NULL,
    "DescriptorId" VARBINARY(1023) NOT NULL,
    "DescriptorType" VARCHAR,
    "DescriptorTransports" VARCHAR,
    "PublicKey" VARBINARY NOT NULL,
    "UserHandle" VARBINARY NOT NULL,
    "UserId" VARCHAR NOT NULL,
    "SignatureCounter" BIGINT NOT NULL,
    "AttestationFmt" VARCHAR NOT NULL,
    "CreatedAt" TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    "LastUsedAt" TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    "AaGuid" UUID,
    "RPID" VARCHAR NOT NULL,
    "Origin" VARCHAR NOT NULL,
    "Country" VARCHAR,
    "Device" VARCHAR,
    "Nickname" VARCHAR,
    "BackupState" BOOLEAN,
    "IsBackupEligible" BOOLEAN,
    "IsDiscoverable" BOOLEAN,
    CONSTRAINT "PK_Credentials" PRIMARY KEY ("Tenant", "DescriptorId")
);
CREATE INDEX "IX_Credentials_Tenant_UserId" ON "Credentials" ("Tenant", "UserId");

CREATE TABLE "ApplicationEvents" (
    "Id" UUID NOT NULL,
    "TenantId" VARCHAR NOT NULL,
    "ApiKeyId" VARCHAR,
    "PerformedAt" TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    "EventType" INTEGER NOT NULL,
    "Message" VARCHAR NOT NULL,
    "Severity" INTEGER NOT NULL,
    "PerformedBy" VARCHAR NOT NULL,
    "Subject" VARCHAR NOT NULL,
    CONSTRAINT "PK_ApplicationEvents" PRIMARY KEY ("Id"),
    CONSTRAINT "FK_ApplicationEvents_AccountInfo" FOREIGN KEY ("TenantId") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);
CREATE INDEX "IX_ApplicationEvents_TenantId" ON "ApplicationEvents" ("TenantId");

CREATE TABLE "DispatchedEmails" (
    "Id" UUID NOT NULL,
    "Tenant" VARCHAR NOT NULL,
    "CreatedAt" TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    "UserId" VARCHAR NOT NULL,
    "EmailAddress" VARCHAR NOT NULL,
    "LinkTemplate" VARCHAR NOT NULL,
    CONSTRAINT "PK_DispatchedEmails" PRIMARY KEY ("Id"),
    CONSTRAINT "FK_DispatchedEmails_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);
CREATE INDEX "IX_DispatchedEmails_Tenant" ON "DispatchedEmails" ("Tenant");

CREATE TABLE "PeriodicCredentialReports" (
    "Tenant" VARCHAR NOT NULL,
    "CreatedAt" DATE NOT NULL,
    "CredentialsCount" INTEGER NOT NULL,
    "UsersCount" INTEGER NOT NULL,
    CONSTRAINT "PK_PeriodicCredentialReports" PRIMARY KEY ("Tenant", "CreatedAt"),
    CONSTRAINT "FK_PeriodicCredentialReports_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "PeriodicActiveUserReports" (
    "Tenant" VARCHAR NOT NULL,
    "CreatedAt" DATE NOT NULL,
    "DailyActiveUsersCount" INTEGER NOT NULL,
    "WeeklyActiveUsersCount" INTEGER NOT NULL,
    "TotalUsersCount" INTEGER NOT NULL,
    CONSTRAINT "PK_PeriodicActiveUserReports" PRIMARY KEY ("Tenant", "CreatedAt"),
    CONSTRAINT "FK_PeriodicActiveUserReports_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "TokenKeys" (
    "Tenant" VARCHAR NOT NULL,
    "KeyId" INTEGER NOT NULL,
    "KeyMaterial" VARCHAR NOT NULL,
    "CreatedAt" TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    CONSTRAINT "PK_TokenKeys" PRIMARY KEY ("Tenant", "KeyId")
);
