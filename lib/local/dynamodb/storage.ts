import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { KeyBytes } from './key-bytes.ts';
import type { KeyRange } from './key-range.ts';
import { PRAGMAS, SCHEMA } from './storage-schema.ts';
import { type Source, selectFrom } from './storage-source.ts';
import type { TableDefinition, TableRow } from './table-schema.ts';

/** An item as it lies in storage: its JSON, and its size by the service's rules. */
export interface StoredItem {
  json: string;
  size: number;
}

/** A row of a table or an index in reading order. `size` is that of what the index keeps of the item. */
export interface Row extends StoredItem {
  hash: Uint8Array;
  range: Uint8Array;
}

/** A transaction that has happened, kept so that its repetition does nothing. */
export interface RememberedRequest {
  fingerprint: string;
  /** What a repetition costs, as JSON. */
  answer: string;
}

/** The place of a row in an index: its keys there, then those of its item, which tell equal ones apart. */
export interface IndexPosition extends KeyBytes {
  item: KeyBytes;
}

/** A predecessor that is just ending may hold the file a moment longer, and so may another thread's transaction. */
const LOCK_WAIT_MS = 3000;

/**
 * `alone`: a second engine on the same file would not know of this one's tables, so it is told that the file is in use.
 * `threads`: engines of several threads of one process share the file, and no tables are made or changed meanwhile.
 */
export type Sharing = 'alone' | 'threads';

/** SQLite beneath the engine: rows by bytes, nothing of DynamoDB's rules. */
export class Storage {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string, sharing: Sharing) {
    this.#database = new DatabaseSync(file, { timeout: LOCK_WAIT_MS });
    try {
      if (sharing === 'alone') this.#database.exec('PRAGMA locking_mode = EXCLUSIVE');
      this.#database.exec(PRAGMAS);
      this.#database.exec(SCHEMA);
    } catch (error) {
      this.#database.close();
      throw isBusy(error) ? new Error(`${file} is in use by another process`, { cause: error }) : error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  /** All of it or, when it throws, nothing. */
  transaction<T>(run: () => T): T {
    this.#prepare('BEGIN IMMEDIATE').run();
    try {
      const result = run();
      this.#prepare('COMMIT').run();
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#prepare('ROLLBACK').run();
      throw error;
    }
  }

  // Tables

  tables(): TableRow[] {
    const rows = this.#prepare('SELECT id, definition, time_to_live FROM tables ORDER BY name').all();
    return rows.map(row => {
      const id = Number(row.id);
      const definition = JSON.parse(String(row.definition)) as TableDefinition; // written below, from a checked request
      const timeToLive = row.time_to_live;
      const table = { id, definition, indexIds: this.indexIds(id) };
      return typeof timeToLive === 'string' ? { ...table, timeToLive } : table;
    });
  }

  createTable(definition: TableDefinition): TableRow {
    const { lastInsertRowid } = this.#prepare('INSERT INTO tables (name, definition) VALUES (?, ?)').run(
      definition.TableName,
      JSON.stringify(definition),
    );
    const id = Number(lastInsertRowid);
    const indexes = [...(definition.GlobalSecondaryIndexes ?? []), ...(definition.LocalSecondaryIndexes ?? [])];
    for (const { IndexName } of indexes) this.createIndex(id, IndexName);
    return { id, definition, indexIds: this.indexIds(id) };
  }

  redefineTable(id: number, definition: TableDefinition): void {
    this.#prepare('UPDATE tables SET definition = ? WHERE id = ?').run(JSON.stringify(definition), id);
  }

  deleteTable(id: number): void {
    for (const indexId of this.indexIds(id).values()) this.deleteIndex(indexId);
    this.#prepare('DELETE FROM items WHERE table_id = ?').run(id);
    this.#prepare('DELETE FROM tables WHERE id = ?').run(id);
  }

  createIndex(tableId: number, name: string): number {
    return Number(
      this.#prepare('INSERT INTO indexes (table_id, name) VALUES (?, ?)').run(tableId, name).lastInsertRowid,
    );
  }

  deleteIndex(indexId: number): void {
    this.#prepare('DELETE FROM index_rows WHERE index_id = ?').run(indexId);
    this.#prepare('DELETE FROM indexes WHERE id = ?').run(indexId);
  }

  indexIds(tableId: number): Map<string, number> {
    const rows = this.#prepare('SELECT id, name FROM indexes WHERE table_id = ?').all(tableId);
    return new Map(rows.map(row => [String(row.name), Number(row.id)]));
  }

  /** Exact, and read from the table each time. */
  totals(source: { tableId: number } | { indexId: number }): { count: number; bytes: number } {
    const [sql, id] =
      'tableId' in source
        ? ['SELECT count(*) AS count, coalesce(sum(size), 0) AS bytes FROM items WHERE table_id = ?', source.tableId]
        : [
            'SELECT count(*) AS count, coalesce(sum(size), 0) AS bytes FROM index_rows WHERE index_id = ?',
            source.indexId,
          ];
    const row = this.#prepare(String(sql)).get(Number(id));
    return { count: Number(row?.count), bytes: Number(row?.bytes) };
  }

  // Items

  getItem(tableId: number, { hash, range }: KeyBytes): StoredItem | undefined {
    const row = this.#prepare('SELECT size, item AS json FROM items WHERE table_id = ? AND hash = ? AND range = ?').get(
      tableId,
      hash,
      range,
    );
    return row as StoredItem | undefined; // the columns are these, by the statement and a STRICT table
  }

  putItem(tableId: number, { hash, range }: KeyBytes, { json, size }: StoredItem, expires: number | null): void {
    this.#prepare(
      `INSERT INTO items (table_id, hash, range, size, expires, item) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (table_id, hash, range) DO UPDATE SET size = excluded.size, expires = excluded.expires, item = excluded.item`,
    ).run(tableId, hash, range, size, expires, json);
  }

  deleteItem(tableId: number, { hash, range }: KeyBytes): void {
    this.#prepare('DELETE FROM items WHERE table_id = ? AND hash = ? AND range = ?').run(tableId, hash, range);
  }

  putIndexRow(indexId: number, { hash, range, item }: IndexPosition, size: number, json: string | null): void {
    this.#prepare(
      'INSERT OR REPLACE INTO index_rows (index_id, hash, range, item_hash, item_range, size, item) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(indexId, hash, range, item.hash, item.range, size, json);
  }

  deleteIndexRow(indexId: number, { hash, range, item }: IndexPosition): void {
    this.#prepare(
      'DELETE FROM index_rows WHERE index_id = ? AND hash = ? AND range = ? AND item_hash = ? AND item_range = ?',
    ).run(indexId, hash, range, item.hash, item.range);
  }

  // Reading in order

  /** One partition, sort keys within a range. `after`: within an index, rows of the same sort key up to this one are left out. */
  partition(
    source: Source,
    hash: Buffer,
    range: KeyRange,
    options: { forward: boolean; after?: IndexPosition },
  ): Iterable<Row> {
    const { forward, after } = options;
    const tail = after === undefined ? '' : `AND (r.range, r.item_hash, r.item_range) ${forward ? '>' : '<'} (?, ?, ?)`;
    const direction = forward ? 'ASC' : 'DESC';
    const order =
      source.kind === 'table'
        ? `r.range ${direction}`
        : `r.range ${direction}, r.item_hash ${direction}, r.item_range ${direction}`;
    const { select, parameters } = selectFrom(source);
    const sql = `${select} AND r.hash = ? AND r.range >= ? AND r.range < ? ${tail} ORDER BY ${order}`;
    const behind = after === undefined ? [] : [after.range, after.item.hash, after.item.range];
    return this.#rows(sql, [...parameters, hash, range.from, range.to, ...behind]);
  }

  /** All rows behind a position, partition by partition. */
  all(source: Source, after?: KeyBytes | IndexPosition): Iterable<Row> {
    const columns =
      source.kind === 'table' ? ['r.hash', 'r.range'] : ['r.hash', 'r.range', 'r.item_hash', 'r.item_range'];
    const position =
      after === undefined
        ? []
        : [after.hash, after.range, ...('item' in after ? [after.item.hash, after.item.range] : [])];
    const tail = after === undefined ? '' : `AND (${columns.join(', ')}) > (${columns.map(() => '?').join(', ')})`;
    const { select, parameters } = selectFrom(source);
    return this.#rows(`${select} ${tail} ORDER BY ${columns.join(', ')}`, [...parameters, ...position]);
  }

  /** Items whose time is between the two seconds, at most `limit`. */
  expired(tableId: number, span: { after: number; until: number }, limit: number): StoredItem[] {
    const sql = 'SELECT size, item AS json FROM items WHERE table_id = ? AND expires > ? AND expires <= ? LIMIT ?';
    return this.#prepare(sql).all(tableId, span.after, span.until, limit) as unknown as StoredItem[]; // the columns are these
  }

  setTimeToLive(tableId: number, attribute: string | null): void {
    this.#prepare('UPDATE tables SET time_to_live = ? WHERE id = ?').run(attribute, tableId);
  }

  setExpiry(tableId: number, { hash, range }: KeyBytes, expires: number | null): void {
    this.#prepare('UPDATE items SET expires = ? WHERE table_id = ? AND hash = ? AND range = ?').run(
      expires,
      tableId,
      hash,
      range,
    );
  }

  #rows(sql: string, parameters: (Buffer | number)[]): Iterable<Row> {
    return this.#prepare(sql).iterate(...parameters) as unknown as Iterable<Row>; // the columns are these, see `selectFrom`
  }

  // Repeated requests

  remembered(token: string, now: number): RememberedRequest | undefined {
    const row = this.#prepare('SELECT fingerprint, answer FROM requests WHERE token = ? AND until > ?').get(token, now);
    return row as RememberedRequest | undefined; // the columns are these
  }

  remember(token: string, { fingerprint, answer }: RememberedRequest, until: number): void {
    this.#prepare('INSERT OR REPLACE INTO requests (token, fingerprint, answer, until) VALUES (?, ?, ?, ?)').run(
      token,
      fingerprint,
      answer,
      until,
    );
  }

  forgetRequests(now: number): void {
    this.#prepare('DELETE FROM requests WHERE until <= ?').run(now);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** SQLite's primary result code; extended codes carry more in the bits above. */
const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  const { errcode } = error as { errcode?: unknown }; // node:sqlite puts SQLite's code there
  return typeof errcode === 'number' && (errcode & 0xff) === SQLITE_BUSY;
}
