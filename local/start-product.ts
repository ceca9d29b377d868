import { once } from 'node:events';
import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import { handler as api } from '../functions/api.ts';
import { handler as ingest } from '../functions/ingest.ts';
import { handler as setup } from '../functions/setup.ts';
import { installWire } from '../functions/wire.ts';
import { namingSigner } from '../lib/aws/naming-signer.ts';
import { type Cloud, openCloud } from './cloud.ts';
import { type DataDirectory, openDataDirectory } from './data-directory.ts';
import { lockDataDirectory } from './data-lock.ts';
import { startEventSourceMapping } from './event-source-mapping.ts';
import type { Flags } from './flags.ts';
import { createGateway } from './gateway.ts';
import { type InboxEntry, openInbox } from './inbox.ts';
import { inboxDoor } from './inbox-door.ts';
import { invoke } from './invoke.ts';
import { readOwnSettings } from './own-settings.ts';
import { startSchedule } from './schedule.ts';
import { type Background, type BackgroundStart, startBackground } from './start-background.ts';

/** What `--json` prints. */
export interface Ready {
  url: string;
  dsn: string;
  token: string;
  /** For builds: what sentry-cli and the bundler plugins take as SENTRY_AUTH_TOKEN. */
  uploadToken: string;
  organization: string;
  project: string;
  signIn: string;
  dataDir: string;
}

export interface Product {
  ready: Ready;
  stop(): Promise<void>;
}

const SETUP_TIMEOUT_MS = 30_000;
const DIGEST_TIMEOUT_MS = 60_000;
const ASSEMBLE_TIMEOUT_MS = 300_000;
const SWEEP_EVERY_MS = 60_000;
const EXPIRE_EVERY_MS = 3_600_000;
/** On AWS a batch waits up to a second for company; on a laptop nobody pays for the calls that it saves. */
const WINDOW_MS = 80;
const BATCH_SIZE = 1_000;
/** What is being answered when the product is told to stop has so long; it takes a hundredth of that. */
const LAST_REQUESTS_MS = 1_000;

interface Options {
  onNotification(entry: InboxEntry): void;
  /** The product goes on taking events in, and cannot digest them any more. */
  onHopeless(error: Error): void;
  /** `here`: in the caller's thread, for whoever must see all that the doors do. */
  background?: 'thread' | 'here';
}

/** Starts everything: embedded parts, the doors' environment, set-up, background, poller, schedules, gateway. */
export const startProduct = async (flags: Flags, options: Options): Promise<Product> => {
  const { retentionDays } = readOwnSettings(process.env);
  const unlock = lockDataDirectory(flags.data);
  const directory = openDataDirectory(flags.data, flags);
  const cloud = await openCloud(directory, { retentionDays });
  const inbox = openInbox(directory.inbox);
  cloud.onNotification(entry => {
    inbox.add(entry);
    options.onNotification(entry);
  });
  const gateway = createGateway({ ingest, api, inbox: inboxDoor(inbox) });
  const url = await listen(gateway, flags).catch((error: unknown) => {
    cloud.close();
    unlock();
    throw error;
  });
  installEnvironment(cloud, url);
  const [ready, background] = await Promise.all([
    prepare(directory, url),
    openBackground(cloud, { directory, retentionDays }, options),
  ]);
  const { digest, assemble, sweep, expire } = background.doors;
  const mapping = startEventSourceMapping({
    sqs: cloud.sqs,
    queue: cloud.queue,
    name: 'digest',
    door: digest,
    batchSize: BATCH_SIZE,
    windowMs: WINDOW_MS,
    timeoutMs: DIGEST_TIMEOUT_MS,
  });
  const assembling = startEventSourceMapping({
    sqs: cloud.sqs,
    queue: cloud.assembleQueue,
    name: 'assemble',
    door: assemble,
    batchSize: 1,
    windowMs: 0,
    timeoutMs: ASSEMBLE_TIMEOUT_MS,
  });
  const sweeping = startSchedule({ name: 'sweep', door: sweep, everyMs: SWEEP_EVERY_MS });
  const expiring = startSchedule({ name: 'expire', door: expire, everyMs: EXPIRE_EVERY_MS });
  return {
    ready,
    stop: async () => {
      await closeGateway(gateway);
      await Promise.all([mapping.stop(), assembling.stop(), sweeping.stop(), expiring.stop()]);
      await background.stop();
      cloud.close();
      unlock();
    },
  };
};

const openBackground = async (
  cloud: Cloud,
  start: BackgroundStart,
  { background = 'thread', onHopeless }: Options,
): Promise<Background> => {
  if (background === 'thread') return startBackground(start, { wire: cloud.wire, onHopeless });
  // Only then: its modules are as many as all others together.
  const { backgroundDoors } = await import('./background-doors.ts');
  return { doors: backgroundDoors(cloud), stop: async () => {} };
};

/** The doors read their environment as on Lambda, and their calls go to the embedded parts. */
const installEnvironment = (cloud: Cloud, url: string): void => {
  Object.assign(process.env, cloud.environment, { ALLIM_PUBLIC_URL: url });
  process.env.LOG_LEVEL ||= 'warn';
  // Reading a key again costs a laptop nothing, and whoever changes a setting looks for its effect at once.
  process.env.KEY_CACHE_SECONDS ||= '0';
  delete process.env.AWS_ENDPOINT_URL;
  installWire(cloud.wire, namingSigner);
};

const prepare = async (directory: DataDirectory, url: string): Promise<Ready> => {
  const made = await invoke(
    'setup',
    setup,
    { publicUrl: url, token: directory.token, uploadSecret: directory.uploadSecret },
    SETUP_TIMEOUT_MS,
  );
  // Given secrets, the door always answers with tokens.
  return {
    ...made,
    token: made.token ?? '',
    uploadToken: made.uploadToken ?? '',
    signIn: made.signIn ?? '',
    dataDir: directory.root,
  };
};

const listen = async (server: http.Server, { port, host }: Flags): Promise<string> => {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(sentence((cause as NodeJS.ErrnoException).code, { port, host }), { cause });
  }
  // A TCP server's address is an object.
  const address = server.address() as AddressInfo;
  return `http://${displayHost(host)}:${address.port}`;
};

const sentence = (code: string | undefined, { port, host }: Pick<Flags, 'port' | 'host'>): string => {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken on ${host}: stop what listens there, or choose another one with --port (0 takes a free one).`;
    case 'EACCES':
      return `Port ${port} needs more rights than this user has: choose one above 1023 with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine: choose another one with --host.`;
    default:
      return `cannot listen at ${host}:${port} (${code ?? 'unknown reason'})`;
  }
};

/** What a browser on this machine can open. */
const displayHost = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

const closeGateway = async (server: http.Server): Promise<void> => {
  const closed = once(server, 'close');
  server.close();
  // Node takes a connection that has never sent a request for a busy one, and browsers keep such in reserve.
  const cutOff = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
  await closed;
  clearTimeout(cutOff);
};
