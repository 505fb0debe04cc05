-- The multi-tenant passkey service that the sample is about. One tenant is one application of a customer.
-- uuid as upper-case TEXT, times as TEXT 'yyyy-MM-dd HH:mm:ss' in UTC with 0 to 7 fraction digits, booleans 0 and 1. INT says that 32 bits are enough.

-- one row per tenant; the key's spelling is the application's own
CREATE TABLE "AccountInfo" (
    "AcountName" TEXT NOT NULL,
    "Tenant" TEXT NOT NULL,
    "AdminEmailsSerialized" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "DeleteAt" TEXT,
    CONSTRAINT "PK_AccountInfo" PRIMARY KEY ("AcountName")
);

CREATE TABLE "ApiKeys" (
    "Tenant" TEXT NOT NULL,
    "Id" TEXT NOT NULL,
    "ApiKey" TEXT NOT NULL,
    "Scopes" TEXT NOT NULL,
    "IsLocked" INTEGER NOT NULL,
    "LastLockedAt" TEXT,
    "LastUnlockedAt" TEXT,
    "CreatedAt" TEXT NOT NULL,
    CONSTRAINT "PK_ApiKeys" PRIMARY KEY ("Tenant", "Id")
);

CREATE TABLE "AppFeatures" (
    "Tenant" TEXT NOT NULL,
    "EventLoggingIsEnabled" INTEGER NOT NULL,
    "EventLoggingRetentionPeriod" INT NOT NULL,
    "DeveloperLoggingEndsAt" TEXT,
    "MaxUsers" INTEGER,
    "AllowAttestation" INTEGER NOT NULL,
    "IsGenerateSignInTokenEndpointEnabled" INTEGER DEFAULT 1 NOT NULL,
    "IsMagicLinksEnabled" INTEGER DEFAULT 1 NOT NULL,
    "MagicLinkEmailMonthlyQuota" INT NOT NULL,
    CONSTRAINT "PK_AppFeatures" PRIMARY KEY ("Tenant"),
    CONSTRAINT "FK_AppFeatures_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "Authenticators" (
    "Tenant" TEXT NOT NULL,
    "AaGuid" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "IsAllowed" INTEGER NOT NULL,
    CONSTRAINT "PK_Authenticators" PRIMARY KEY ("Tenant", "AaGuid"),
    CONSTRAINT "FK_Authenticators_AppFeatures" FOREIGN KEY ("Tenant") REFERENCES "AppFeatures" ("Tenant") ON DELETE CASCADE
);

CREATE TABLE "AuthenticationConfigurations" (
    "Tenant" TEXT NOT NULL,
    "Purpose" TEXT NOT NULL,
    "UserVerificationRequirement" TEXT NOT NULL,
    "TimeToLive" REAL NOT NULL,
    "Hints" TEXT DEFAULT '' NOT NULL,
    "CreatedBy" TEXT NOT NULL,
    "CreatedOn" TEXT,
    "EditedBy" TEXT,
    "EditedOn" TEXT,
    "LastUsedOn" TEXT,
    CONSTRAINT "PK_AuthenticationConfigurations" PRIMARY KEY ("Tenant", "Purpose")
);

CREATE TABLE "Aliases" (
    "Tenant" TEXT NOT NULL,
    "Alias" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "Plaintext" TEXT,
    CONSTRAINT "PK_Aliases" PRIMARY KEY ("Tenant", "Alias")
);

CREATE TABLE "Credentials" (
    "Tenant" TEXT NOT NULL,
    "DescriptorId" BLOB NOT NULL,
    "DescriptorType" TEXT,
    "DescriptorTransports" TEXT,
    "PublicKey" BLOB NOT NULL,
    "UserHandle" BLOB NOT NULL,
    "UserId" TEXT NOT NULL,
    "SignatureCounter" INTEGER NOT NULL,
    "AttestationFmt" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "LastUsedAt" TEXT NOT NULL,
    "AaGuid" TEXT,
    "RPID" TEXT NOT NULL,
    "Origin" TEXT NOT NULL,
    "Country" TEXT,
    "Device" TEXT,
    "Nickname" TEXT,
    "BackupState" INTEGER,
    "IsBackupEligible" INTEGER,
    "IsDiscoverable" INTEGER,
    CONSTRAINT "PK_Credentials" PRIMARY KEY ("Tenant", "DescriptorId")
);
CREATE INDEX "IX_Credentials_Tenant_UserId" ON "Credentials" ("Tenant", "UserId");

CREATE TABLE "ApplicationEvents" (
    "Id" TEXT NOT NULL,
    "TenantId" TEXT NOT NULL,
    "ApiKeyId" TEXT,
    "PerformedAt" TEXT NOT NULL,
    "EventType" INT NOT NULL,
    "Message" TEXT NOT NULL,
    "Severity" INT NOT NULL,
    "PerformedBy" TEXT NOT NULL,
    "Subject" TEXT NOT NULL,
    CONSTRAINT "PK_ApplicationEvents" PRIMARY KEY ("Id"),
    CONSTRAINT "FK_ApplicationEvents_AccountInfo" FOREIGN KEY ("TenantId") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);
CREATE INDEX "IX_ApplicationEvents_TenantId" ON "ApplicationEvents" ("TenantId");

CREATE TABLE "DispatchedEmails" (
    "Id" TEXT NOT NULL,
    "Tenant" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UserId" TEXT NOT NULL,
    "EmailAddress" TEXT NOT NULL,
    "LinkTemplate" TEXT NOT NULL,
    CONSTRAINT "PK_DispatchedEmails" PRIMARY KEY ("Id"),
    CONSTRAINT "FK_DispatchedEmails_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);
CREATE INDEX "IX_DispatchedEmails_Tenant" ON "DispatchedEmails" ("Tenant");

CREATE TABLE "PeriodicCredentialReports" (
    "Tenant" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "CredentialsCount" INT NOT NULL,
    "UsersCount" INT NOT NULL,
    CONSTRAINT "PK_PeriodicCredentialReports" PRIMARY KEY ("Tenant", "CreatedAt"),
    CONSTRAINT "FK_PeriodicCredentialReports_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "PeriodicActiveUserReports" (
    "Tenant" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "DailyActiveUsersCount" INT NOT NULL,
    "WeeklyActiveUsersCount" INT NOT NULL,
    "TotalUsersCount" INT NOT NULL,
    CONSTRAINT "PK_PeriodicActiveUserReports" PRIMARY KEY ("Tenant", "CreatedAt"),
    CONSTRAINT "FK_PeriodicActiveUserReports_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "TokenKeys" (
    "Tenant" TEXT NOT NULL,
    "KeyId" INT NOT NULL,
    "KeyMaterial" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    CONSTRAINT "PK_TokenKeys" PRIMARY KEY ("Tenant", "KeyId")
);
