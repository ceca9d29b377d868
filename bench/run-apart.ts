import { fork } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a file in a process of its own and gives back what it sends with `process.send`. What one benchmark leaves behind,
 * a door's parts that are built once, compiled code, memory, is none of the next one's.
 */
export const runApart = async <T>(file: string, args: readonly string[]): Promise<T> => {
  const child = fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' });
  const sent: unknown[] = [];
  child.on('message', message => sent.push(message));
  // `exit` comes with a code, or with the signal that ended it.
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${signal ?? `code ${code}`}`);
  if (sent.length === 0) throw new Error(`${file} ${args.join(' ')} ended without a result`);
  // The file and its caller agree on the shape.
  return sent[0] as T;
};
