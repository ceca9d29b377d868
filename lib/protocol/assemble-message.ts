/** An upload that is to be put together: what the API sends to the worker. */
export interface AssembleMessage {
  organization: string;
  /** SHA-1 of the whole archive. */
  checksum: string;
  /** What it is for, as 32 hex digits: the same archive may be for several things. */
  aim: string;
  /** SHA-1 of each, in their order. */
  chunks: readonly string[];
  /** Each gets a bundle of its own. */
  projectIds: readonly string[];
  release?: string;
  dist?: string;
}

export const writeAssembleMessage = (message: AssembleMessage): string => JSON.stringify(message);

/** Nobody but the API writes into the queue. */
export const readAssembleMessage = (body: string): AssembleMessage => JSON.parse(body) as AssembleMessage;
