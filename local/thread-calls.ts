import type { MessagePort, Worker } from 'node:worker_threads';

/** What two threads ask of each other: each serves some names and calls those of the other. */
export interface ThreadCalls {
  /** Input and answer are copied (structured clone). Rejects with the other's error, and when the other thread is gone. */
  call(name: string, input: unknown): Promise<unknown>;
  /** The other thread is gone: whoever waits for it hears this. */
  abandon(reason: Error): void;
}

export type Served = Readonly<Record<string, (input: never) => unknown>>;

type Note =
  | { kind: 'call'; id: number; name: string; input: unknown }
  | { kind: 'answer'; id: number; output: unknown }
  | { kind: 'failure'; id: number; error: unknown };

interface Waiting {
  resolve: (output: unknown) => void;
  reject: (error: unknown) => void;
}

/** Both ends of the channel make one. What comes to either end was sent by the other: our own code. */
export const threadCalls = (channel: Worker | MessagePort, served: Served): ThreadCalls => {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let gone: Error | undefined;

  const settle = (note: Exclude<Note, { kind: 'call' }>): void => {
    const caller = waiting.get(note.id);
    waiting.delete(note.id);
    if (note.kind === 'answer') caller?.resolve(note.output);
    else caller?.reject(note.error);
  };
  channel.on('message', (note: Note) => {
    if (note.kind !== 'call') settle(note);
    // An answer always comes: `answerTo` does not reject.
    else void answerTo(served, note).then(answer => post(channel, answer));
  });
  return {
    call: (name, input) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(gone);
        const id = ++calls;
        channel.postMessage({ kind: 'call', id, name, input } satisfies Note);
        waiting.set(id, { resolve, reject });
      }),
    abandon: reason => {
      gone = reason;
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
    },
  };
};

const answerTo = async (served: Served, { id, name, input }: Extract<Note, { kind: 'call' }>): Promise<Note> => {
  try {
    const serve = Object.hasOwn(served, name) ? served[name] : undefined;
    if (serve === undefined) throw new Error(`the other thread serves no '${name}'`);
    // The name says what the input is.
    return { kind: 'answer', id, output: await serve(input as never) };
  } catch (error) {
    return { kind: 'failure', id, error };
  }
};

/** What cannot be copied to the other thread, a function in an error say, is told by its text. */
const post = (channel: Worker | MessagePort, answer: Note): void => {
  try {
    channel.postMessage(answer);
  } catch (error) {
    const said = answer.kind === 'failure' ? answer.error : error;
    channel.postMessage({ kind: 'failure', id: answer.id, error: new Error(String(said)) } satisfies Note);
  }
};
