-- Keys by which tenants ask. Of a secret there is only its SHA-256: it has 192 random bits, so that is enough.
CREATE TABLE decant_key (
  id ${varchar}(36) NOT NULL,
  tenant ${text} NOT NULL,
  scopes ${varchar}(100) NOT NULL,
  name ${varchar}(200) NOT NULL,
  secret_hash ${varchar}(64) NOT NULL,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT,
  CONSTRAINT decant_key_pk PRIMARY KEY (id),
  CONSTRAINT decant_key_secret UNIQUE (secret_hash)
)${table};
