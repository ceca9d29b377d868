import type { Clock } from '../../ports/clock.ts';
import type { Xml } from '../s3/xml.ts';
import type { QueryForm } from './query-form.ts';
import type { Topics } from './topics.ts';

export interface SnsDeps {
  clock: Clock;
  topics: Topics;
  region: string;
  account: string;
}

/** One operation; returns what stands inside of its result. */
export type SnsAction = (deps: SnsDeps, form: QueryForm) => Promise<Xml[]>;
