import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CommandError } from '../../commands/api-client.ts';
import { runLetterCommand } from '../../commands/letter-commands.ts';
import { parseLetterFlags } from '../../commands/letter-flags.ts';
import type { DeadLetter } from '../../lib/ports/dead-letter-store.ts';
import { ACME_TOKEN, NOW, OWNER_TOKEN, scene } from '../api/scene.ts';
import { letter } from '../contract/ports/dead-letter-store.suite.ts';
import { serveScene } from './serve-scene.ts';

const id = (n: number) => n.toString(16).padStart(32, '0');
const SHOP = { organization: 'acme', projectId: '42', projectSlug: 'shop' };

describe('npm run dead-letters', () => {
  let shop: ReturnType<typeof scene>;
  let server: Awaited<ReturnType<typeof serveScene>>;
  beforeEach(async () => {
    shop = scene();
    // As behind a deployment's own address.
    server = await serveScene((method, target, asked) => shop.ask(method, target, asked));
    shop.deps.publicUrl = server.url;
  });
  afterEach(() => server.close());

  const keep = async (...letters: DeadLetter[]) => {
    for (const one of letters) await shop.deadLetters.bury({ ...one, expires: NOW + 1 }, undefined);
  };
  const own = (n: number, more: Partial<DeadLetter> = {}) => letter(n, { origin: SHOP, ...more });
  const run = async (...argv: string[]): Promise<string[]> => {
    const flags = parseLetterFlags(argv, { ALLIM_URL: server.url, ALLIM_TOKEN: OWNER_TOKEN });
    if (flags === 'help') throw new Error('help was asked for');
    const lines: string[] = [];
    await runLetterCommand(flags, line => void lines.push(line));
    return lines;
  };

  test('lists them all, over as many pages as there are', async () => {
    await keep(...Array.from({ length: 120 }, (_, n) => own(n + 1)));
    const lines = await run('list');
    expect(lines).toHaveLength(120);
    expect(lines[0]).toContain(`${id(1)}  `);
    expect(lines[0]).toContain('shop  digest_failed  1 error  TypeError: x is undefined');
  });

  test('says so when there are none', async () => {
    expect(await run('list')).toEqual(['There are no dead letters.']);
    expect(await run('list', '--json')).toEqual([]);
  });

  test('lists those of a project, of a reason, of nobody', async () => {
    const { origin: _, ...nobodys } = own(3, { reason: 'unreadable' });
    await keep(own(1), own(2, { reason: 'too_large' }), nobodys);
    const listed = async (...argv: string[]) => (await run('list', ...argv)).map(line => line.slice(0, 32));
    expect(await listed('--project', 'shop')).toEqual([id(1), id(2)]);
    expect(await listed('--reason', 'too_large')).toEqual([id(2)]);
    expect(await listed('--unattributed')).toEqual([id(3)]);
  });

  test('shows one with what of it can be read, and lets nothing of it command the terminal', async () => {
    const evil = '\u001b[2J\u202eevil\u0007\n';
    const queued = {
      ...{ version: 1, id: id(1), projectId: '42', projectSlug: 'shop', organization: 'acme', received: NOW },
      outcomes: [],
      items: [
        {
          type: 'event',
          eventId: id(7),
          second: 1,
          event: { type: 'error', message: evil, level: 'error', platform: evil },
        },
      ],
    };
    await keep(own(1, { error: evil }));
    await shop.blobs.put(own(1).body?.key ?? '', Buffer.from(JSON.stringify(queued)));
    const lines = await run('show', id(1));
    expect(lines.join('')).toContain('reason: digest_failed');
    expect(lines.join('')).toContain('\\u001b[2J\\u202eevil');
    const [json = ''] = await run('show', id(1), '--json');
    expect(JSON.parse(json)).toMatchObject({ id: id(1), error: evil });
    for (const line of [...lines, json]) expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('sends them again, more than one request takes, and says how many', async () => {
    await keep(...Array.from({ length: 230 }, (_, n) => own(n + 1)));
    expect(await run('redrive', '--all')).toEqual(['230 sent again.']);
    expect(shop.sent).toHaveLength(230);
    expect(shop.deadLetters.letters.size).toBe(0);
  });

  test('comes to an end although some come back at once, and names those that cannot be sent', async () => {
    const { body: _, ...bodyless } = own(1);
    await keep(bodyless, own(2));
    shop.deps.queue.send = async () => keep(own(2, { redrives: 1, buried: NOW + 5 }));
    expect(await run('redrive', '--all')).toEqual([
      `${id(1)} cannot be sent again: nothing of it was kept.`,
      '1 sent again.',
    ]);
  });

  test('sends and deletes by id', async () => {
    await keep(own(1), own(2), own(3));
    expect(await run('redrive', id(1), id(2))).toEqual(['2 sent again.']);
    expect(await run('delete', id(3), '--json')).toEqual([`{"deleted":"${id(3)}"}`]);
    expect(shop.deadLetters.letters.size).toBe(0);
  });

  test('deletes a choice of them, all pages of it', async () => {
    await keep(...Array.from({ length: 105 }, (_, n) => own(n + 1)), own(200, { reason: 'too_large' }));
    expect(await run('delete', '--reason', 'digest_failed')).toEqual(['105 deleted.']);
    expect([...shop.deadLetters.letters.keys()]).toEqual([id(200)]);
  });

  test.each([
    [['list', '--url', 'ftp://x'], 'no address'],
    [['list', '--reason', 'bad'], 'no reason bad'],
    [['dance'], 'no command dance'],
    [['show'], 'one letter'],
    [['show', 'x'], '32 hex digits'],
    [['redrive'], 'Say which ones to redrive'],
    [['delete'], 'Say which ones to delete'],
    [['redrive', id(1), '--all'], 'not both'],
    [['list', '--unattributed', '--project', 'shop'], 'no --project'],
    [['list', '--nonsense'], 'nonsense'],
    [['list', '--token', 'wrong'], 'not valid there (401)'],
    [['show', id(9)], 'does not exist'],
    [['list', '--organization', 'other'], 'does not exist'],
    [['list', '--url', 'http://127.0.0.1:1'], 'does not answer'],
  ])('%j is answered with what is wrong', async (argv, sentence) => {
    await expect(run(...argv)).rejects.toThrow(CommandError);
    await expect(run(...argv)).rejects.toThrow(sentence);
  });

  test('needs an address and a token', () => {
    expect(() => parseLetterFlags(['list'], {})).toThrow('--url or ALLIM_URL');
    expect(() => parseLetterFlags(['list'], { ALLIM_URL: server.url })).toThrow('--token or ALLIM_TOKEN');
    expect(parseLetterFlags([], {})).toBe('help');
  });

  test('does not show its token to another host, whatever an answer names as its next page', async () => {
    await keep(...Array.from({ length: 105 }, (_, n) => own(n + 1)));
    shop.deps.publicUrl = 'http://evil.example';
    expect(await run('list')).toHaveLength(105);
  });

  test('is refused what the token may not do, in words', async () => {
    await keep(own(1));
    await expect(run('delete', id(1), '--token', ACME_TOKEN)).rejects.toThrow(/403.*event:admin/);
  });
});
