import type { DatabaseSync } from 'node:sqlite';
import type { MessageAttributes } from './message-attributes.ts';
import type { NewMessage } from './new-message.ts';
import type { Receipt } from './receipt-handle.ts';

/** A message as it is kept, before a delivery. Times in milliseconds since 1970. */
export interface KeptMessage {
  seq: number;
  messageId: string;
  sent: number;
  receives: number;
  receivesHere: number;
  firstReceive: number | undefined;
  /** The queue whose redrive policy sent it here. */
  source: number | undefined;
  body: string;
  /** UTF-8 of the body. */
  bodyBytes: number;
  bodyMd5: string;
  attributes: MessageAttributes;
  system: MessageAttributes;
  groupId: string | undefined;
}

export interface Counts {
  visible: number;
  inFlight: number;
  delayed: number;
}

/** How much may be read, and of what. */
export interface Extent {
  now: number;
  sentAfter: number;
  limit: number;
  /** UTF-8 of the bodies. */
  bytes?: number;
}

/** One statement each; the caller holds the transaction. */
export interface MessageTable {
  insert(message: NewMessage, at: { queue: number; messageId: string; sent: number; visible: number }): void;
  /** Groups that have something to receive, in the order of their names; `''` is that of messages without one. */
  turns(queue: number, now: number): string[];
  /**
   * Those that may be received, longest visible first, of one group or of all. `sentAfter` leaves out what has outlived
   * its queue's retention. The first message comes whatever its size; the rest as long as all bodies are within `bytes`.
   */
  visible(queue: number, at: Extent & { turn?: string }): KeptMessage[];
  deliver(seq: number, at: { now: number; visible: number }): void;
  deadLetter(seq: number, to: { queue: number; source: number; now: number }): void;
  /** Sends it anew to another queue, under another id. */
  redrive(seq: number, to: { queue: number; messageId: string; now: number }): void;
  /** `false` when the receipt is stale or the message gone. */
  delete(receipt: Receipt): boolean;
  setVisible(receipt: Receipt, visible: number): boolean;
  releaseInFlight(now: number): number;
  expire(queue: number, sentUntil: number): void;
  deleteAll(queue: number): void;
  counts(queue: number, now: number): Counts;
  /** When the next hidden message shows. */
  nextVisible(queue: number, after: number): number | undefined;
}

/** As SQLite returns the columns of the schema. */
interface Row {
  seq: number;
  message_id: string;
  sent: number;
  receives: number;
  receives_here: number;
  first_receive: number | null;
  source: number | null;
  body: string;
  body_bytes: number;
  md5: string;
  attributes: string | null;
  system: string | null;
  group_id: string | null;
}

const COLUMNS = `seq, message_id, sent, receives, receives_here, first_receive, source, body,
  octet_length(body) AS body_bytes, md5, attributes, system, group_id`;
const BY_RECEIPT = 'seq = ? AND queue = ? AND message_id = ? AND receives = ?';

const prepare = (database: DatabaseSync) => ({
  insert: database.prepare('INSERT INTO messages (queue, message_id, sent, visible, turn) VALUES (?, ?, ?, ?, ?)'),
  insertBody: database.prepare(
    'INSERT INTO bodies (seq, body, md5, attributes, system, group_id) VALUES (?, ?, ?, ?, ?, ?)',
  ),
  // From one name to the next by the index, however many messages each has.
  turns: database.prepare(
    `WITH RECURSIVE names (name) AS (
       SELECT min(turn) FROM messages WHERE queue = ?1
       UNION ALL SELECT (SELECT min(turn) FROM messages WHERE queue = ?1 AND turn > name) FROM names WHERE name IS NOT NULL
     )
     SELECT name FROM names WHERE name IS NOT NULL
     AND EXISTS (SELECT 1 FROM messages WHERE queue = ?1 AND turn = name AND visible <= ?2)`,
  ),
  visible: database.prepare(
    `SELECT ${COLUMNS} FROM messages JOIN bodies USING (seq)
     WHERE queue = ? AND visible <= ? AND sent > ? ORDER BY visible, seq LIMIT ?`,
  ),
  visibleOfTurn: database.prepare(
    `SELECT ${COLUMNS} FROM messages JOIN bodies USING (seq)
     WHERE queue = ? AND visible <= ? AND sent > ? AND turn = ? ORDER BY visible, seq LIMIT ?`,
  ),
  deliver: database.prepare(
    `UPDATE messages SET visible = ?, receives = receives + 1, receives_here = receives_here + 1,
     first_receive = coalesce(first_receive, ?) WHERE seq = ?`,
  ),
  deadLetter: database.prepare(
    'UPDATE messages SET queue = ?, source = ?, visible = ?, receives_here = 0 WHERE seq = ?',
  ),
  redrive: database.prepare(
    `UPDATE messages SET queue = ?, message_id = ?, sent = ?, visible = ?, receives = 0, receives_here = 0,
     first_receive = NULL, source = NULL WHERE seq = ?`,
  ),
  delete: database.prepare(`DELETE FROM messages WHERE ${BY_RECEIPT}`),
  deleteBody: database.prepare('DELETE FROM bodies WHERE seq = ?'),
  setVisible: database.prepare(`UPDATE messages SET visible = ? WHERE ${BY_RECEIPT}`),
  releaseInFlight: database.prepare('UPDATE messages SET visible = ? WHERE visible > ? AND receives_here > 0'),
  expireBodies: database.prepare(
    'DELETE FROM bodies WHERE seq IN (SELECT seq FROM messages WHERE queue = ? AND sent <= ?)',
  ),
  expire: database.prepare('DELETE FROM messages WHERE queue = ? AND sent <= ?'),
  counts: database.prepare(
    `SELECT count(*) AS total, coalesce(sum(visible <= ?), 0) AS visible,
     coalesce(sum(visible > ? AND receives_here > 0), 0) AS in_flight FROM messages WHERE queue = ?`,
  ),
  nextVisible: database.prepare('SELECT min(visible) AS at FROM messages WHERE queue = ? AND visible > ?'),
});

export const messageTable = (database: DatabaseSync): MessageTable => {
  const sql = prepare(database);
  const expire = (queue: number, sentUntil: number): void => {
    sql.expireBodies.run(queue, sentUntil);
    sql.expire.run(queue, sentUntil);
  };
  return {
    insert(message, { queue, messageId, sent, visible }) {
      const seq = sql.insert.run(queue, messageId, sent, visible, message.groupId ?? '').lastInsertRowid;
      const { body, bodyMd5, attributes, system, groupId } = message;
      sql.insertBody.run(seq, body, bodyMd5, toJson(attributes), toJson(system), groupId ?? null);
    },
    turns: (queue, now) => sql.turns.all(queue, now).map(({ name }) => String(name)),
    visible(queue, { now, sentAfter, limit, turn, bytes = Number.POSITIVE_INFINITY }) {
      const rows =
        turn === undefined
          ? sql.visible.iterate(queue, now, sentAfter, limit)
          : sql.visibleOfTurn.iterate(queue, now, sentAfter, turn, limit);
      // The statements name exactly the columns of `Row`.
      return withinBytes(rows as unknown as Iterable<Row>, bytes).map(toMessage);
    },
    deliver: (seq, { now, visible }) => void sql.deliver.run(visible, now, seq),
    deadLetter: (seq, { queue, source, now }) => void sql.deadLetter.run(queue, source, now, seq),
    redrive: (seq, { queue, messageId, now }) => void sql.redrive.run(queue, messageId, now, now, seq),
    delete({ seq, queue, messageId, receives }) {
      if (sql.delete.run(seq, queue, messageId, receives).changes === 0) return false;
      sql.deleteBody.run(seq);
      return true;
    },
    setVisible: ({ seq, queue, messageId, receives }, visible) =>
      sql.setVisible.run(visible, seq, queue, messageId, receives).changes > 0,
    releaseInFlight: now => Number(sql.releaseInFlight.run(now, now).changes),
    expire,
    deleteAll: queue => expire(queue, Number.MAX_SAFE_INTEGER),
    counts(queue, now) {
      // An aggregate without GROUP BY always returns its one row, of numbers.
      const row = sql.counts.get(now, now, queue) as { total: number; visible: number; in_flight: number };
      return { visible: row.visible, inFlight: row.in_flight, delayed: row.total - row.visible - row.in_flight };
    },
    nextVisible: (queue, after) =>
      // One row as above; `null` when there is no such message.
      (sql.nextVisible.get(queue, after) as { at: number | null }).at ?? undefined,
  };
};

const withinBytes = (rows: Iterable<Row>, bytes: number): Row[] => {
  const within: Row[] = [];
  let left = bytes;
  for (const row of rows) {
    left -= row.body_bytes;
    if (left < 0 && within.length > 0) break;
    within.push(row);
  }
  return within;
};

const toJson = (attributes: MessageAttributes): string | null =>
  Object.keys(attributes).length === 0 ? null : JSON.stringify(attributes);

const toMessage = (row: Row): KeptMessage => ({
  seq: row.seq,
  messageId: row.message_id,
  sent: row.sent,
  receives: row.receives,
  receivesHere: row.receives_here,
  firstReceive: row.first_receive ?? undefined,
  source: row.source ?? undefined,
  body: row.body,
  bodyBytes: row.body_bytes,
  bodyMd5: row.md5,
  attributes: fromJson(row.attributes),
  system: fromJson(row.system),
  groupId: row.group_id ?? undefined,
});

// Written by `insert` only.
const fromJson = (text: string | null): MessageAttributes =>
  text === null ? {} : (JSON.parse(text) as MessageAttributes);
