import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseExportFlags } from '../../commands/export-flags.ts';
import { type ExportedLine, exportLines } from '../../commands/export-lines.ts';
import { ACME_TOKEN, event, issue, payload, scene } from '../api/scene.ts';
import { serveScene } from './serve-scene.ts';

const hex = (number: number): string => number.toString(16).padStart(32, '0');

describe('npm run export', () => {
  const filling = 'x'.repeat(900_000);
  const events = Array.from({ length: 8 }, (_, count) =>
    event(1, hex(count), { event: { ...payload(hex(count)), extra: { filling, bell: '\u0007' } } }),
  );
  let served: Awaited<ReturnType<typeof serveScene>>;
  beforeEach(async () => {
    served = await serveScene(scene([issue(1)], events).ask);
  });
  afterEach(() => served.close());

  const run = async (argv: readonly string[]) => {
    const flags = parseExportFlags(argv, { ALLIM_URL: served.url, ALLIM_TOKEN: ACME_TOKEN });
    if (flags === 'help') throw new Error('expected flags');
    const lines: ExportedLine[] = [];
    for await (const line of exportLines(flags)) lines.push(line);
    return lines;
  };

  test('follows an export to its end, over as many answers as it takes, without what they say to each other', async () => {
    const lines = await run(['--issue', 'SHOP-1']);
    expect(lines.map(({ type }) => type)).toEqual(['issue', ...events.map(() => 'event')]);
    const found = lines.slice(1).map(({ text }) => (JSON.parse(text) as { eventId: string }).eventId);
    expect(found.sort()).toEqual(events.map(({ eventId }) => eventId).sort());
  });

  test('writes nothing that commands a terminal, and the same JSON', async () => {
    const line = (await run(['--issue', '1001']))[1];
    expect(line?.text).not.toContain('\u0007');
    expect(JSON.parse(line?.text ?? '')).toMatchObject({ payload: { extra: { bell: '\u0007' } } });
  });

  test('says what is wrong in a sentence', async () => {
    await expect(run(['--issue', '999'])).rejects.toThrow('Refused (404)');
    await expect(run(['--project', 'acme'])).rejects.toThrow('expected organization/project');
    await expect(run([])).rejects.toThrow('either --project organization/project, or --issue');
    await expect(run(['--project', 'acme/shop', '--issue', '1'])).rejects.toThrow('either --project');
    expect(() => parseExportFlags(['--issue', '1'], {})).toThrow('Say where Allim is');
    expect(() => parseExportFlags(['--issue', '1'], { ALLIM_URL: 'x', ALLIM_TOKEN: 't' })).toThrow('is no address');
  });
});
