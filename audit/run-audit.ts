import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installWire } from '../functions/wire.ts';
import { type Ready, startProduct } from '../local/start-product.ts';
import { newId, readDeadLetters } from './dead-letters.ts';
import { type Leak, SecretFinder } from './find-secrets.ts';
import { textsIn } from './layers.ts';
import { penFor } from './pen.ts';
import { type AuditRequest, requestsOf, type Target } from './requests.ts';
import { KINDS, SecretMaker } from './secrets.ts';
import { type Written, watchLog, watchServices } from './watch.ts';

export interface Audited {
  /** Secrets planted, by kind. */
  planted: Map<string, number>;
  /** Shapes that were looked for, of all secrets together. */
  forms: number;
  requests: number;
  /** Where it looked, and at how many pieces and bytes of text. */
  places: Map<string, { pieces: number; bytes: number }>;
  leaks: Leak[];
}

const DRAIN_MS = 60_000;
const POLL_MS = 50;
/** While nothing new is written for so long, the product has nothing to do. */
const QUIET_MS = 700;

/**
 * Sends secrets of all kinds in every place of every kind of request through a whole product of its own, then looks for
 * each of them, in all its forms, in everything that the product has written anywhere.
 */
export const runAudit = async (kinds: readonly string[] = Object.keys(KINDS)): Promise<Audited> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'allim-audit-'));
  const maker = new SecretMaker();
  const log = watchLog();
  let requests = 0;
  try {
    const seen = await throughProduct(directory, {
      send: async target => {
        for (const kind of kinds) requests += await sendAll(target, maker, kind);
      },
      sendInVain: async target => {
        requests += await sendAll(target, maker, kinds[0] ?? '');
      },
    });
    log.stop();
    const deadLetters = (await readDeadLetters(directory)).map(body => written('dead letters', body));
    const files = await filesIn(directory);
    const everything = [...seen, ...deadLetters, ...log.written, ...files];
    return { ...look(everything, maker), requests, planted: countBy(maker.made.map(({ kind }) => kind)) };
  } finally {
    log.stop();
    installWire(undefined);
    await rm(directory, { recursive: true, force: true });
  }
};

interface Work {
  send(target: Target): Promise<void>;
  /** While the table is out of reach, so that it ends as dead letters. */
  sendInVain(target: Target): Promise<void>;
}

const throughProduct = async (directory: string, work: Work): Promise<Written[]> => {
  process.env.LOG_LEVEL = 'debug';
  const notifications: Written[] = [];
  const flags = { port: 0, host: '127.0.0.1', data: directory, json: true, reset: false };
  const product = await startProduct(flags, {
    onNotification: entry => notifications.push(written('notifications', JSON.stringify(entry))),
    onHopeless: () => {},
    background: 'here',
  });
  const services = watchServices();
  try {
    const target = targetOf(product.ready);
    await work.send(target);
    await quiet(services.written);
    const answers = await readApi(product.ready);
    services.breakTable();
    await work.sendInVain(target);
    await quiet(services.written);
    return [...services.written, ...notifications, ...answers];
  } finally {
    services.stop();
    await product.stop();
  }
};

const sendAll = async (target: Target, maker: SecretMaker, kind: string): Promise<number> => {
  const requests = requestsOf(penFor(maker, kind, Date.now()), target, newId);
  for (const request of requests) await sendOne(target.url, request);
  return requests.length;
};

const targetOf = ({ dsn, url }: Ready): Target => {
  const { username, pathname } = new URL(dsn);
  return { publicKey: username, projectId: pathname.slice(1), dsn, url };
};

const sendOne = async (url: string, { what, method, path: address, headers, body, expected }: AuditRequest) => {
  const response = await fetch(`${url}${address}`, { method, headers, ...(body !== undefined && { body }) });
  const text = await response.text();
  if (![expected].flat().includes(response.status))
    throw new Error(`${what} was answered ${response.status} instead of ${String(expected)}: ${text.slice(0, 300)}`);
};

/** Waits until the doors have been still for a while. */
const quiet = async (watched: readonly Written[]): Promise<void> => {
  const end = performance.now() + DRAIN_MS;
  let count = watched.length;
  let since = performance.now();
  while (performance.now() - since < QUIET_MS) {
    await sleep(POLL_MS);
    if (watched.length !== count) since = performance.now();
    count = watched.length;
    if (performance.now() > end) throw new Error('the product did not come to rest');
  }
};

/** What people are shown: the newest issues with their events, attachments and reports. */
const readApi = async ({ url, token, organization, project }: Ready): Promise<Written[]> => {
  const get = async (address: string): Promise<string> => {
    const answer = await fetch(`${url}${address}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${address} was answered ${answer.status}`);
    return answer.text();
  };
  const base = `/api/0/projects/${organization}/${project}`;
  const list = await get(`${base}/issues/?limit=100&query=`);
  const texts = [list, await get(`${base}/user-feedback/`), await get(`${base}/events/?limit=100`)];
  for (const { id } of JSON.parse(list) as { id: string }[])
    texts.push(await get(`/api/0/issues/${id}/events/latest/`));
  return texts.map(text => written('API answers', text));
};

/** Whatever lies on the disk, byte by byte. */
const filesIn = async (directory: string): Promise<Written[]> => {
  const names = await readdir(directory, { recursive: true });
  const files = names.map(name => path.join(directory, name));
  const all = await Promise.all(
    files.map(async file =>
      (await stat(file)).isFile() ? [{ place: placeOf(file), bytes: await readFile(file) }] : [],
    ),
  );
  return all.flat();
};

const placeOf = (file: string): string =>
  file.includes(`${path.sep}blobs${path.sep}`) ? 'files: blob store' : `files: ${path.basename(file)}`;

const look = (everything: readonly Written[], maker: SecretMaker) => {
  const finder = new SecretFinder(maker.made);
  const places: Audited['places'] = new Map();
  const leaks: Leak[] = [];
  for (const { place, bytes } of everything) {
    const known = places.get(place) ?? { pieces: 0, bytes: 0 };
    for (const text of textsIn(bytes)) {
      known.pieces++;
      known.bytes += text.length;
      leaks.push(...finder.find(place, text));
    }
    places.set(place, known);
  }
  return { places, leaks, forms: finder.forms };
};

const written = (place: string, text: string): Written => ({ place, bytes: Buffer.from(text, 'utf8') });

const countBy = (values: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
