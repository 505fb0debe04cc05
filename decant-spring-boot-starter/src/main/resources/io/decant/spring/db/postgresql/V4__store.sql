-- Files of archives, where they are kept in the job database. A file is there when it has its slot.
CREATE TABLE decant_file (
  id VARCHAR(36) NOT NULL,
  archive VARCHAR(100) NOT NULL,
  path TEXT NOT NULL,
  -- SHA-256 of archive and path, the one place of the file of this path; its own id while it is being written.
  slot VARCHAR(64) NOT NULL,
  bytes BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  CONSTRAINT decant_file_pk PRIMARY KEY (id),
  CONSTRAINT decant_file_slot UNIQUE (slot)
);

CREATE INDEX decant_file_listed ON decant_file (archive);

-- What is in them, a megabyte a row..
CREATE TABLE decant_chunk (
  file_id VARCHAR(36) NOT NULL,
  position INTEGER NOT NULL,
  content BYTEA NOT NULL,
  CONSTRAINT decant_chunk_pk PRIMARY KEY (file_id, position)
);
