import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * What changes at each delivery is small and apart from the bodies, so that receiving a message of 1 MiB
 * does not write 1 MiB again. `receives` counts over all queues, `receives_here` since the message is in this one;
 * `turn` is the group it takes turns with others by, empty for messages without one.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS queues (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL, modified INTEGER NOT NULL, attributes TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS messages (
  seq INTEGER PRIMARY KEY, queue INTEGER NOT NULL, message_id TEXT NOT NULL, sent INTEGER NOT NULL,
  visible INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0, receives_here INTEGER NOT NULL DEFAULT 0,
  first_receive INTEGER, source INTEGER, turn TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS bodies (
  seq INTEGER PRIMARY KEY, body TEXT NOT NULL, md5 TEXT NOT NULL, attributes TEXT, system TEXT, group_id TEXT
);`;

/** The order of delivery is by turn; an index of files from before there were turns goes. */
const INDEXES = `
DROP INDEX IF EXISTS messages_by_visible;
CREATE INDEX IF NOT EXISTS messages_by_turn ON messages (queue, turn, visible);`;

/** A file from before there were turns; its messages keep the groups that they were sent with. */
const ADD_TURNS = `
ALTER TABLE messages ADD COLUMN turn TEXT NOT NULL DEFAULT '';
UPDATE messages SET turn = coalesce((SELECT group_id FROM bodies WHERE bodies.seq = messages.seq), '');`;

/**
 * WAL with `synchronous = NORMAL`: a committed transaction survives the death of the process (`kill -9`);
 * only a power cut may take the last ones.
 */
export const openDatabase = (file: string): DatabaseSync => {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  database.exec(SCHEMA);
  if (!hasTurns(database)) database.exec(ADD_TURNS);
  database.exec(INDEXES);
  return database;
};

const hasTurns = (database: DatabaseSync): boolean =>
  database
    .prepare('PRAGMA table_info(messages)')
    .all()
    .some(({ name }) => name === 'turn');
