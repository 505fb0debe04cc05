-- Times of ours are microseconds since 1970 in UTC: one meaning in every product.
CREATE TABLE decant_job (
  id VARCHAR(36) NOT NULL,
  kind VARCHAR(10) NOT NULL,
  -- The key's values as a JSON array, and its SHA-256 to look it up by.
  tenant TEXT NOT NULL,
  tenant_hash VARCHAR(64) NOT NULL,
  status VARCHAR(10) NOT NULL,
  -- The tenant's one place while the job is pending or running, afterwards its own id.
  slot VARCHAR(80) NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  requested_by VARCHAR(200) NOT NULL,
  -- Of the request, or the job's own id.
  idempotency_key VARCHAR(200) NOT NULL,
  attempt INTEGER NOT NULL,
  -- Grows with each change of hands: who holds an older one writes nothing any more.
  fence BIGINT NOT NULL,
  phase VARCHAR(200),
  rows_done BIGINT NOT NULL,
  rows_expected BIGINT NOT NULL,
  bytes_done BIGINT NOT NULL,
  failure_code VARCHAR(60),
  failure_detail TEXT,
  -- The name under which the store keeps the files, null while there are none.
  archive VARCHAR(100),
  manifest TEXT,
  options TEXT,
  report TEXT,
  expires_at BIGINT,
  deleted_at BIGINT,
  CONSTRAINT decant_job_pk PRIMARY KEY (id),
  CONSTRAINT decant_job_slot UNIQUE (slot),
  CONSTRAINT decant_job_idempotency UNIQUE (tenant_hash, kind, idempotency_key)
);

CREATE INDEX decant_job_listed ON decant_job (tenant_hash, kind, created_at);
CREATE INDEX decant_job_expiring ON decant_job (expires_at);

-- The queue; its columns are those of db-scheduler 16.
CREATE TABLE decant_task (
  task_name VARCHAR(100) NOT NULL,
  task_instance VARCHAR(100) NOT NULL,
  task_data BYTEA,
  execution_time TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  picked BOOLEAN NOT NULL,
  picked_by VARCHAR(50),
  last_success TIMESTAMP(6) WITH TIME ZONE,
  last_failure TIMESTAMP(6) WITH TIME ZONE,
  consecutive_failures INTEGER,
  last_heartbeat TIMESTAMP(6) WITH TIME ZONE,
  version BIGINT NOT NULL,
  priority SMALLINT,
  CONSTRAINT decant_task_pk PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX decant_task_due ON decant_task (execution_time);
CREATE INDEX decant_task_heartbeat ON decant_task (last_heartbeat);
