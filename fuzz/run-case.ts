import { type AnswerDeps, answerIngest } from '../lib/ingest/answer.ts';
import type { Received } from '../lib/ingest/receive.ts';
import type { QueueMessage } from '../lib/protocol/queue-message.ts';
import { edge } from '../test/support/edge.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { NOW, SCENES } from './scenes.ts';

const PLACES = { publicUrl: 'https://errors.example', sdkCdn: 'https://cdn.example' };

/** What the edge did with a request. */
export interface Ran {
  received: Received;
  /** Bodies of the queue, and what the digest reads out of them. */
  bodies: string[];
  messages: QueueMessage[];
  blobs: ReadonlyMap<string, Uint8Array>;
  /** Milliseconds of CPU that this thread took for the answer. */
  cpuMs: number;
}

/** Sends one request to an edge of its own. Throws what the edge throws, and what the digest cannot read. */
export const runCase = async ({ scene, request }: FuzzCase): Promise<Ran> => {
  const { deps, bodies, blobs, messages } = edge({ now: NOW, settings: [SCENES[scene]] });
  const answerDeps: AnswerDeps = { ...deps, places: () => PLACES };
  const start = process.threadCpuUsage();
  const received = await answerIngest(answerDeps, { ...request, query: new URLSearchParams(request.query) });
  const { user, system } = process.threadCpuUsage(start);
  return { received, bodies, messages: await messages(), blobs, cpuMs: (user + system) / 1_000 };
};
