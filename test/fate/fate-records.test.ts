import { expect, test } from '@jest/globals';
import {
  joinFateFiles,
  keyOfEvent,
  RECORD_BYTES,
  readFateFile,
  readRecord,
  startOfRecords,
  toFateFile,
  writeFateFile,
} from '../../lib/aws/fate-records.ts';
import { findFateRecords } from '../../lib/aws/find-fate-record.ts';
import type { LoggedFate } from '../../lib/protocol/logged-fate.ts';
import { NOW, seeded } from '../support/digester.ts';
import { fate, idOf, someFates } from './some-fates.ts';

const lookUp = async (bytes: Buffer, eventId: string) => {
  let reads = 0;
  const read = async ({ offset, length }: { offset: number; length: number }) => {
    reads++;
    return bytes.subarray(offset, offset + length);
  };
  const place = { start: startOfRecords(bytes), count: (bytes.length - startOfRecords(bytes)) / RECORD_BYTES };
  const records = await findFateRecords(read, place, keyOfEvent(eventId));
  if (records === 'gone') throw new Error('it is there');
  const { reasons } = readFateFile(bytes);
  return { reads, found: records.map(record => readRecord(record, eventId, reasons)) };
};

const inOrder = (fates: readonly LoggedFate[]): string[] => [...new Set(fates.map(one => JSON.stringify(one)))].sort();

test.each([1, 2, 3, 4, 5])('a look into a file answers what a map would, whatever is in it (seed %i)', async seed => {
  const random = seeded(seed * 31);
  const fates = someFates(1 + Math.floor(random() * 12_000), random);
  const half = Math.floor(fates.length / 2);
  const bytes = writeFateFile(joinFateFiles([toFateFile(fates.slice(0, half)), toFateFile(fates.slice(half - 1))]));
  const byId = Map.groupBy(fates, one => one.eventId);
  for (let look = 0; look < 150; look++) {
    const eventId = idOf(Math.floor(random() * fates.length * 3));
    const { found } = await lookUp(bytes, eventId);
    expect(inOrder(found)).toEqual(inOrder(byId.get(eventId) ?? []));
  }
});

test('a file of 200,000 fates is looked into with one read, seldom two, even when an SDK counts its ids up', async () => {
  const fates = Array.from({ length: 200_000 }, (_, number) => fate(number));
  const bytes = writeFateFile(toFateFile(fates));
  let reads = 0;
  for (let number = 0; number < 200_000; number += 997) {
    const look = await lookUp(bytes, idOf(number));
    expect(look.found).toEqual([fate(number)]);
    expect(look.reads).toBeLessThanOrEqual(3);
    reads += look.reads;
  }
  expect(reads / Math.ceil(200_000 / 997)).toBeLessThan(1.1);
});

test('a fate that was logged twice is in a merged file once', () => {
  const file = toFateFile([fate(1), fate(2)]);
  expect(joinFateFiles([file, file, file]).records.length).toBe(2 * RECORD_BYTES);
});

test('more reasons than a file can name are told as another reason, never as a wrong one', () => {
  const fates = Array.from({ length: 600 }, (_, number) =>
    fate(number, { outcome: 'filtered', reason: `why-${number}` }),
  );
  const { reasons, records } = readFateFile(writeFateFile(joinFateFiles(fates.map(one => toFateFile([one])))));
  expect(reasons.length).toBeLessThanOrEqual(255);
  const told = new Map(fates.map(one => [keyOfEvent(one.eventId).toString('hex'), one.reason]));
  for (let at = 0; at < records.length; at += RECORD_BYTES) {
    const record = records.subarray(at, at + RECORD_BYTES);
    const { reason } = readRecord(record, '', reasons);
    expect([told.get(record.subarray(0, 14).toString('hex')), 'other']).toContain(reason);
  }
});

test('a clock behind the edge’s makes no time before the receipt, and a late one no nonsense', () => {
  const odd = fate(1, { scrubbed: NOW - 5, queued: NOW - 5_000, digested: NOW + 2 ** 33 });
  const { reasons, records } = toFateFile([odd]);
  const told = readRecord(records, odd.eventId, reasons);
  expect(told).toMatchObject({ scrubbed: NOW, queued: NOW });
  expect(told.digested).toBe(NOW + 2 ** 32 - 2);
});

test('what is no file of fates is not read as one', () => {
  expect(() => readFateFile(Buffer.from('hello'))).toThrow('no file of fates');
  expect(() => readFateFile(writeFateFile(toFateFile([fate(1)])).subarray(0, -1))).toThrow('not as long as it says');
});
