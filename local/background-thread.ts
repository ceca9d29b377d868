// The thread of the doors that nobody waits for at the gateway, so that a batch of the digest holds no answer up.
// Started by start-background.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { installWire } from '../functions/wire.ts';
import { namingSigner } from '../lib/aws/naming-signer.ts';
import type { WireResponse } from '../lib/ports/wire.ts';
import { type BackgroundDoors, backgroundDoors } from './background-doors.ts';
import { joinCloud } from './cloud.ts';
import { invoke } from './invoke.ts';
import type { BackgroundStart, DoorCall } from './start-background.ts';
import { threadCalls } from './thread-calls.ts';

const main = async (): Promise<void> => {
  if (!parentPort) throw new Error('this file is the entry of a thread; `npm start` starts it');
  const { directory, retentionDays } = workerData as BackgroundStart; // start-background.ts gives it
  const calls = threadCalls(parentPort, {
    invoke: (call: DoorCall) => answer(doors, call),
    close: () => cloud.close(),
  });
  const cloud = joinCloud(directory, {
    retentionDays,
    // The other end serves it with a Wire.
    wire: async request => (await calls.call('wire', request)) as WireResponse,
  });
  installWire(cloud.wire, namingSigner);
  const doors = backgroundDoors(cloud);
  await calls.call('ready', undefined);
};

/** Each name's door takes that name's event; the caller's types have seen to it. */
const answer = (doors: BackgroundDoors, { door, event, timeoutMs }: DoorCall): Promise<unknown> =>
  invoke<never, unknown>(door, doors[door], event as never, timeoutMs);

await main();
