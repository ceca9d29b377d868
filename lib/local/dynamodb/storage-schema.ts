/** The tables of SQLite that hold those of DynamoDB, made where they are not there yet. */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS tables (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL, time_to_live TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS indexes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, table_id INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (table_id, name)
  ) STRICT;
  -- The item comes last: what stands before it is read without its overflow pages.
  CREATE TABLE IF NOT EXISTS items (
    table_id INTEGER NOT NULL, hash BLOB NOT NULL, range BLOB NOT NULL, size INTEGER NOT NULL, expires INTEGER,
    item TEXT NOT NULL, UNIQUE (table_id, hash, range)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS items_by_expiry ON items (table_id, expires) WHERE expires IS NOT NULL;
  -- item is NULL where the index keeps all attributes: then it is read from items.
  CREATE TABLE IF NOT EXISTS index_rows (
    index_id INTEGER NOT NULL, hash BLOB NOT NULL, range BLOB NOT NULL, item_hash BLOB NOT NULL, item_range BLOB NOT NULL,
    size INTEGER NOT NULL, item TEXT, PRIMARY KEY (index_id, hash, range, item_hash, item_range)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS requests (
    token TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, answer TEXT NOT NULL, until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS requests_by_end ON requests (until);
`;

/**
 * WAL and NORMAL: a commit is in the operating system's hands when it returns, so a killed process loses nothing and
 * tears nothing; a power cut may lose the last commits, never consistency.
 */
export const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA cache_size = -16384;
  PRAGMA temp_store = MEMORY;
`;
