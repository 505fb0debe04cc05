-- Who did what with a tenant's backups and restores. Lines are added, and go when they are old; none is changed.
CREATE TABLE decant_audit (
  id ${varchar}(36) NOT NULL,
  happened_at BIGINT NOT NULL,
  tenant ${text} NOT NULL,
  tenant_hash ${varchar}(64) NOT NULL,
  caller ${varchar}(200) NOT NULL,
  action ${varchar}(40) NOT NULL,
  -- The job or key that it was done to.
  subject ${varchar}(36) NOT NULL,
  detail ${varchar}(400),
  CONSTRAINT decant_audit_pk PRIMARY KEY (id)
)${table};

CREATE INDEX decant_audit_listed ON decant_audit (tenant_hash, happened_at);
CREATE INDEX decant_audit_old ON decant_audit (happened_at);
