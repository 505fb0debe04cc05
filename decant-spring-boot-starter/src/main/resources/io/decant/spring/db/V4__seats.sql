-- Backups that run, where not all may run at once: each has one of so many seats. One whose job does not run, or runs under
-- another fence, is free.
CREATE TABLE decant_seat (
  seat INTEGER NOT NULL,
  job_id ${varchar}(36) NOT NULL,
  fence BIGINT NOT NULL,
  CONSTRAINT decant_seat_pk PRIMARY KEY (seat),
  CONSTRAINT decant_seat_job UNIQUE (job_id)
)${table};

CREATE INDEX decant_job_waiting ON decant_job (status, kind, created_at);
