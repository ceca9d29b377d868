import { type DeliverOptions, type Delivery, deliver } from './deliver.ts';
import type { Queue } from './queue.ts';
import type { SqsDeps } from './sqs-deps.ts';

export interface PollOptions extends DeliverOptions {
  /** How long to wait for a first message. */
  waitSeconds: number;
}

/** Receives what is there, or waits for it. */
export const poll = async (deps: SqsDeps, queue: Queue, options: PollOptions): Promise<Delivery[]> => {
  const receive = () => deps.commit.run(() => deliver(deps, queue, options));
  if (options.waitSeconds === 0) return receive();
  // It listens before it looks: what comes in between wakes it.
  const patience = startPatience(deps, queue.id, options.waitSeconds * 1000);
  try {
    for (;;) {
      const deliveries = await receive();
      if (deliveries.length > 0) return deliveries;
      if ((await patience.next()) === 'over') return [];
    }
  } finally {
    patience.stop();
  }
};

interface Patience {
  next(): Promise<'woken' | 'over'>;
  stop(): void;
}

const startPatience = ({ wakeUps }: SqsDeps, queue: number, ms: number): Patience => {
  let state: 'waiting' | 'woken' | 'over' = 'waiting';
  let resume = (): void => {};
  const become = (next: 'woken' | 'over'): void => {
    if (state !== 'over') state = next;
    resume();
  };
  const stopListening = wakeUps.listen(queue, () => become(wakeUps.closed() ? 'over' : 'woken'));
  const timer = setTimeout(() => become('over'), ms);
  return {
    async next() {
      if (state === 'waiting') {
        await new Promise<void>(resolve => {
          resume = resolve;
        });
      }
      if (state === 'over') return 'over';
      state = 'waiting';
      return 'woken';
    },
    stop() {
      clearTimeout(timer);
      stopListening();
    },
  };
};
