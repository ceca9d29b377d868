import type { DatabaseSync } from 'node:sqlite';
import type { Queue } from './queue.ts';
import { queueSettings } from './queue-attributes.ts';

/** All queues, kept in memory as well: each request names one. */
export interface QueueTable {
  find(name: string): Queue | undefined;
  byId(id: number): Queue | undefined;
  /** By name. */
  all(): Queue[];
  create(name: string, given: Record<string, string>, now: number): Queue;
  setAttributes(queue: Queue, given: Record<string, string>, now: number): Queue;
  delete(queue: Queue): void;
  /** Forgets what was written in a transaction that was rolled back. */
  reload(): void;
}

/** As SQLite returns the columns of the schema. */
interface Row {
  id: number;
  name: string;
  created: number;
  modified: number;
  attributes: string;
}

export const queueTable = (database: DatabaseSync): QueueTable => {
  const select = database.prepare('SELECT * FROM queues ORDER BY name');
  const insert = database.prepare('INSERT INTO queues (name, created, modified, attributes) VALUES (?, ?, ?, ?)');
  const update = database.prepare('UPDATE queues SET attributes = ?, modified = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM queues WHERE id = ?');
  const names = new Map<string, Queue>();
  const ids = new Map<number, Queue>();

  const keep = (queue: Queue): Queue => {
    names.set(queue.name, queue);
    ids.set(queue.id, queue);
    return queue;
  };
  const reload = (): void => {
    names.clear();
    ids.clear();
    // The schema and its `NOT NULL` say what a row holds.
    for (const row of select.all() as unknown as Row[]) keep(toQueue(row));
  };
  reload();

  return {
    find: name => names.get(name),
    byId: id => ids.get(id),
    all: () => [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    create(name, given, now) {
      const attributes = JSON.stringify(given);
      const id = Number(insert.run(name, now, now, attributes).lastInsertRowid);
      return keep(toQueue({ id, name, created: now, modified: now, attributes }));
    },
    setAttributes(queue, given, now) {
      const attributes = JSON.stringify(given);
      update.run(attributes, now, queue.id);
      return keep(toQueue({ ...queue, modified: now, attributes }));
    },
    delete(queue) {
      remove.run(queue.id);
      names.delete(queue.name);
      ids.delete(queue.id);
    },
    reload,
  };
};

const toQueue = (row: Row): Queue => {
  // Written by `create` and `setAttributes` only, as a map of text.
  const given = JSON.parse(row.attributes) as Record<string, string>;
  const { id, name, created, modified } = row;
  return { id, name, created, modified, given, settings: queueSettings(given) };
};
