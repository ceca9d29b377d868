import type { Clock } from '../../ports/clock.ts';
import type { Wire } from '../../ports/wire.ts';
import type { SnsDeps } from './sns-deps.ts';
import { snsWire } from './sns-wire.ts';
import { type SnsListener, topics } from './topics.ts';

/** Amazon SNS in this process: what is published goes to listeners, and is answered when they have taken it in. */
export interface Sns {
  /** The service's Query protocol. */
  wire: Wire;
  /** A listener that throws makes the publishing fail. Returns how to stop. */
  subscribe(topicArn: string, listener: SnsListener): () => void;
  arn(topic: string): string;
}

interface Options {
  clock: Clock;
  region?: string;
  account?: string;
}

/** Where nothing says otherwise; the account is the one that emulators of AWS use. */
const DEFAULT_REGION = 'us-east-1';
const DEFAULT_ACCOUNT = '000000000000';

export const openSns = ({ clock, region = DEFAULT_REGION, account = DEFAULT_ACCOUNT }: Options): Sns => {
  const deps: SnsDeps = { clock, region, account, topics: topics() };
  return {
    wire: snsWire(deps),
    subscribe: (topicArn, listener) => deps.topics.listen(topicArn, listener),
    arn: topic => `arn:aws:sns:${region}:${account}:${topic}`,
  };
};
