-- A multi-tenant passkey service. One tenant is one application of a customer.
-- Times are UTC; PostgreSQL keeps six fraction digits.

-- one row per tenant; the key's spelling is the application's own
CREATE TABLE "AccountInfo" (
    "AcountName" text NOT NULL,
    "Tenant" text NOT NULL,
    "AdminEmailsSerialized" text NOT NULL,
    "CreatedAt" timestamptz(6) NOT NULL,
    "DeleteAt" timestamptz(6),
    CONSTRAINT "PK_AccountInfo" PRIMARY KEY ("AcountName")
);

CREATE TABLE "ApiKeys" (
    "Tenant" text NOT NULL,
    "Id" text NOT NULL,
    "ApiKey" text NOT NULL,
    "Scopes" text NOT NULL,
    "IsLocked" boolean NOT NULL,
    "LastLockedAt" timestamptz(6),
    "LastUnlockedAt" timestamptz(6),
    "CreatedAt" timestamptz(6) NOT NULL,
    CONSTRAINT "PK_ApiKeys" PRIMARY KEY ("Tenant", "Id")
);

CREATE TABLE "AppFeatures" (
    "Tenant" text NOT NULL,
    "EventLoggingIsEnabled" boolean NOT NULL,
    "EventLoggingRetentionPeriod" integer NOT NULL,
    "DeveloperLoggingEndsAt" timestamptz(6),
    "MaxUsers" bigint,
    "AllowAttestation" boolean NOT NULL,
    "IsGenerateSignInTokenEndpointEnabled" boolean DEFAULT TRUE NOT NULL,
    "IsMagicLinksEnabled" boolean DEFAULT TRUE NOT NULL,
    "MagicLinkEmailMonthlyQuota" integer NOT NULL,
    CONSTRAINT "PK_AppFeatures" PRIMARY KEY ("Tenant"),
    CONSTRAINT "FK_AppFeatures_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "Authenticators" (
    "Tenant" text NOT NULL,
    "AaGuid" uuid NOT NULL,
    "CreatedAt" timestamptz(6) NOT NULL,
    "IsAllowed" boolean NOT NULL,
    CONSTRAINT "PK_Authenticators" PRIMARY KEY ("Tenant", "AaGuid"),
    CONSTRAINT "FK_Authenticators_AppFeatures" FOREIGN KEY ("Tenant") REFERENCES "AppFeatures" ("Tenant") ON DELETE CASCADE
);

CREATE TABLE "AuthenticationConfigurations" (
    "Tenant" text NOT NULL,
    "Purpose" text NOT NULL,
    "UserVerificationRequirement" text NOT NULL,
    "TimeToLive" double precision NOT NULL,
    "Hints" text DEFAULT '' NOT NULL,
    "CreatedBy" text NOT NULL,
    "CreatedOn" timestamptz(6),
    "EditedBy" text,
    "EditedOn" timestamptz(6),
    "LastUsedOn" timestamptz(6),
    CONSTRAINT "PK_AuthenticationConfigurations" PRIMARY KEY ("Tenant", "Purpose")
);

CREATE TABLE "Aliases" (
    "Tenant" text NOT NULL,
    "Alias" text NOT NULL,
    "UserId" text NOT NULL,
    "Plaintext" text,
    CONSTRAINT "PK_Aliases" PRIMARY KEY ("Tenant", "Alias")
);

CREATE TABLE "Credentials" (
    "Tenant" text NOT NULL,
    "DescriptorId" bytea NOT NULL,
    "DescriptorType" text,
    "DescriptorTransports" text,
    "PublicKey" bytea NOT NULL,
    "UserHandle" bytea NOT NULL,
    "UserId" text NOT NULL,
    "SignatureCounter" bigint NOT NULL,
    "AttestationFmt" text NOT NULL,
    "CreatedAt" timestamptz(6) NOT NULL,
    "LastUsedAt" timestamptz(6) NOT NULL,
    "AaGuid" uuid,
    "RPID" text NOT NULL,
    "Origin" text NOT NULL,
    "Country" text,
    "Device" text,
    "Nickname" text,
    "BackupState" boolean,
    "IsBackupEligible" boolean,
    "IsDiscoverable" boolean,
    CONSTRAINT "PK_Credentials" PRIMARY KEY ("Tenant", "DescriptorId")
);
CREATE INDEX "IX_Credentials_Tenant_UserId" ON "Credentials" ("Tenant", "UserId");

CREATE TABLE "ApplicationEvents" (
    "Id" uuid NOT NULL,
    "TenantId" text NOT NULL,
    "ApiKeyId" text,
    "PerformedAt" timestamptz(6) NOT NULL,
    "EventType" integer NOT NULL,
    "Message" text NOT NULL,
    "Severity" integer NOT NULL,
    "PerformedBy" text NOT NULL,
    "Subject" text NOT NULL,
    CONSTRAINT "PK_ApplicationEvents" PRIMARY KEY ("Id"),
    CONSTRAINT "FK_ApplicationEvents_AccountInfo" FOREIGN KEY ("TenantId") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);
CREATE INDEX "IX_ApplicationEvents_TenantId" ON "ApplicationEvents" ("TenantId");

CREATE TABLE "DispatchedEmails" (
    "Id" uuid NOT NULL,
    "Tenant" text NOT NULL,
    "CreatedAt" timestamptz(6) NOT NULL,
    "UserId" text NOT NULL,
    "EmailAddress" text NOT NULL,
    "LinkTemplate" text NOT NULL,
    CONSTRAINT "PK_DispatchedEmails" PRIMARY KEY ("Id"),
    CONSTRAINT "FK_DispatchedEmails_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);
CREATE INDEX "IX_DispatchedEmails_Tenant" ON "DispatchedEmails" ("Tenant");

CREATE TABLE "PeriodicCredentialReports" (
    "Tenant" text NOT NULL,
    "CreatedAt" date NOT NULL,
    "CredentialsCount" integer NOT NULL,
    "UsersCount" integer NOT NULL,
    CONSTRAINT "PK_PeriodicCredentialReports" PRIMARY KEY ("Tenant", "CreatedAt"),
    CONSTRAINT "FK_PeriodicCredentialReports_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "PeriodicActiveUserReports" (
    "Tenant" text NOT NULL,
    "CreatedAt" date NOT NULL,
    "DailyActiveUsersCount" integer NOT NULL,
    "WeeklyActiveUsersCount" integer NOT NULL,
    "TotalUsersCount" integer NOT NULL,
    CONSTRAINT "PK_PeriodicActiveUserReports" PRIMARY KEY ("Tenant", "CreatedAt"),
    CONSTRAINT "FK_PeriodicActiveUserReports_AccountInfo" FOREIGN KEY ("Tenant") REFERENCES "AccountInfo" ("AcountName") ON DELETE CASCADE
);

CREATE TABLE "TokenKeys" (
    "Tenant" text NOT NULL,
    "KeyId" integer NOT NULL,
    "KeyMaterial" text NOT NULL,
    "CreatedAt" timestamptz(6) NOT NULL,
    CONSTRAINT "PK_TokenKeys" PRIMARY KEY ("Tenant", "KeyId")
);
