-- Who did what with a tenant's backups and restores. Lines are added, and go when they are old; none is changed.
CREATE TABLE decant_audit (
  id VARCHAR(36) NOT NULL,
  happened_at BIGINT NOT NULL,
  tenant CLOB NOT NULL,
  tenant_hash VARCHAR(64) NOT NULL,
  caller VARCHAR(200) NOT NULL,
  action VARCHAR(40) NOT NULL,
  -- The job or key that it was done to.
  subject VARCHAR(36) NOT NULL,
  detail VARCHAR(400),
  CONSTRAINT decant_audit_pk PRIMARY KEY (id)
);

CREATE INDEX decant_audit_listed ON decant_audit (tenant_hash, happened_at);
CREATE INDEX decant_audit_old ON decant_audit (happened_at);
