import { rmSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readCase, writeCase } from '../../fuzz/case-file.ts';
import { faultsOf } from '../../fuzz/faults-of.ts';
import type { FuzzCase } from '../../fuzz/fuzz-case.ts';
import { makeCase } from '../../fuzz/make-case.ts';
import { parseOptions } from '../../fuzz/options.ts';
import { type Ran, runCase } from '../../fuzz/run-case.ts';
import { EVENT_ID, envelope, errorEvent, request } from '../support/edge.ts';

const BODY = envelope(
  { event_id: EVENT_ID },
  [{ type: 'event' }, errorEvent()],
  [{ type: 'attachment', filename: 'a.log' }, 'paid'],
  [{ type: 'novelty' }, {}],
);
const CASE: FuzzCase = { seed: 1, origin: 'by hand', scene: 'plain', request: request({ body: BODY }) };

/** What is said of the same run when something of it were otherwise. */
const faultsWith = async (change: (ran: Ran) => Partial<Ran>): Promise<string[]> => {
  const ran = await runCase(CASE);
  return faultsOf(CASE, { ...ran, ...change(ran) });
};
const answering = (over: Partial<Ran['received']['response']>) =>
  faultsWith(({ received }) => ({ received: { ...received, response: { ...received.response, ...over } } }));

describe('the fuzzer', () => {
  test('finds nothing wrong with an edge that keeps the law', async () => {
    expect(await faultsWith(() => ({}))).toEqual([]);
  });

  test('notices an item that nobody tells of, and one that is told of twice', async () => {
    const [lost, twice] = await Promise.all([
      faultsWith(({ messages }) => ({ messages: messages.map(one => ({ ...one, outcomes: [] })) })),
      faultsWith(({ messages }) => ({
        messages: messages.map(one => ({ ...one, items: [...one.items, ...one.items.slice(0, 1)] })),
      })),
    ]);
    expect(lost).toEqual(['ledger: 0 of unknown are told of, and 1 came']);
    expect(twice).toEqual(['ledger: 2 of error are told of, and 1 came']);
  });

  test('notices a file that is spoken of and not there', async () => {
    expect(await faultsWith(() => ({ blobs: new Map() }))).toEqual([
      'blobs: 4 bytes are spoken of, undefined are there',
    ]);
  });

  test('notices an answer that nobody expects, or that repeats the sender', async () => {
    expect(await answering({ status: 500 })).toContain('answer: status 500 is not documented');
    expect(await answering({ status: 400, body: '{"detail":"zqmark"}' })).toContain('answer: repeats the sender');
    expect(await answering({ body: '{"id":7}' })).toEqual(['answer: JSON of another shape, {"id":7}']);
    const script = { headers: { 'content-type': 'application/javascript; charset=utf-8' }, body: 'f("</script>");' };
    expect(await answering(script)).toContain('answer: markup in a script');
  });

  test('notices that something was kept of a refused request', async () => {
    const faults = await faultsWith(({ received: { response } }) => ({ received: { response } }));
    expect(faults).toContain('fates: something was kept of what was answered 200');
  });

  test('makes the same request of the same seed, and reads from a file what it wrote into it', () => {
    const made = makeCase(42, 1_000);
    expect(makeCase(42, 1_000)).toEqual(made);
    const file = writeCase(made, ['slow']);
    expect(readCase(file)).toEqual(made);
    rmSync(file);
  });

  test('takes its time and its seed from the command line', () => {
    expect(parseOptions(['--minutes', '0.5', '--seed', '7'], 0)).toEqual({ minutes: 0.5, seed: 7 });
    expect(parseOptions(['--case', 'a.json'], 9)).toEqual({ minutes: 5, seed: 9, file: 'a.json' });
    expect(() => parseOptions(['--minutes', 'x'], 0)).toThrow('--minutes is no number: x');
  });
});
