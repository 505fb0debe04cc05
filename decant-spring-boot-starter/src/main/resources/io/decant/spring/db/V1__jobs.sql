-- Times of ours are microseconds since 1970 in UTC: one meaning in every product.
CREATE TABLE decant_job (
  id ${varchar}(36) NOT NULL,
  kind ${varchar}(10) NOT NULL,
  -- The key's values as a JSON array, and its SHA-256 to look it up by.
  tenant ${text} NOT NULL,
  tenant_hash ${varchar}(64) NOT NULL,
  status ${varchar}(10) NOT NULL,
  -- The tenant's one place while the job is pending or running, afterwards its own id.
  slot ${varchar}(80) NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  requested_by ${varchar}(200) NOT NULL,
  -- Of the request, or the job's own id.
  idempotency_key ${varchar}(200) NOT NULL,
  attempt INTEGER NOT NULL,
  -- Grows with each change of hands: who holds an older one writes nothing any more.
  fence BIGINT NOT NULL,
  phase ${varchar}(200),
  rows_done BIGINT NOT NULL,
  rows_expected BIGINT NOT NULL,
  bytes_done BIGINT NOT NULL,
  failure_code ${varchar}(60),
  failure_detail ${text},
  -- The name under which the store keeps the files, null while there are none.
  archive ${varchar}(100),
  manifest ${text},
  options ${text},
  report ${text},
  expires_at BIGINT,
  deleted_at BIGINT,
  CONSTRAINT decant_job_pk PRIMARY KEY (id),
  CONSTRAINT decant_job_slot UNIQUE (slot),
  CONSTRAINT decant_job_idempotency UNIQUE (tenant_hash, kind, idempotency_key)
)${table};

CREATE INDEX decant_job_listed ON decant_job (tenant_hash, kind, created_at);
CREATE INDEX decant_job_expiring ON decant_job (expires_at);

-- The queue; its columns are those of db-scheduler 16.
CREATE TABLE decant_task (
  task_name ${varchar}(100) NOT NULL,
  task_instance ${varchar}(100) NOT NULL,
  task_data ${blob},
  execution_time ${time} NOT NULL,
  picked ${flag} NOT NULL,
  picked_by ${varchar}(50),
  last_success ${time} NULL,
  last_failure ${time} NULL,
  consecutive_failures INTEGER,
  last_heartbeat ${time} NULL,
  version BIGINT NOT NULL,
  priority SMALLINT,
  CONSTRAINT decant_task_pk PRIMARY KEY (task_name, task_instance)
)${table};

CREATE INDEX decant_task_due ON decant_task (execution_time);
CREATE INDEX decant_task_heartbeat ON decant_task (last_heartbeat);
