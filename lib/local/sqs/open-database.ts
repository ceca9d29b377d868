import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * What changes at each delivery is small and apart from the bodies, so that receiving a message of 1 MiB
 * does not write 1 MiB again. `receives` counts over all queues, `receives_here` since the message is in this one.
 */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS queues (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL, modified INTEGER NOT NULL, attributes TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS messages (
  seq INTEGER PRIMARY KEY, queue INTEGER NOT NULL, message_id TEXT NOT NULL, sent INTEGER NOT NULL,
  visible INTEGER NOT NULL, receives INTEGER NOT NULL DEFAULT 0, receives_here INTEGER NOT NULL DEFAULT 0,
  first_receive INTEGER, source INTEGER
);
CREATE INDEX IF NOT EXISTS messages_by_visible ON messages (queue, visible);
CREATE TABLE IF NOT EXISTS bodies (
  seq INTEGER PRIMARY KEY, body TEXT NOT NULL, md5 TEXT NOT NULL, attributes TEXT, system TEXT, group_id TEXT
);`;

/**
 * WAL with `synchronous = NORMAL`: a committed transaction survives the death of the process (`kill -9`);
 * only a power cut may take the last ones.
 */
export const openDatabase = (file: string): DatabaseSync => {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  database.exec(SCHEMA);
  return database;
};
