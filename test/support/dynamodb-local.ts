import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_MS } from './patience.ts';

/** Amazon's own emulator, started for a test file: a second opinion on everything the embedded engine says. */
export interface DynamoDbLocal {
  url: URL;
  stop(): Promise<void>;
}

/** What a title of a skipped test ends in; the summary of a run collects it. */
export const WITHOUT_DYNAMODB_LOCAL = 'skipped: DynamoDB Local needs Java and its jars';

const MAIN = 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner';
const DIRECTORY = process.env.DYNAMODB_LOCAL_DIR;

/** Whether it can be started here: `DYNAMODB_LOCAL_DIR` names its jars, and there is a Java. */
export const hasDynamoDbLocal = (): boolean =>
  DIRECTORY !== undefined &&
  existsSync(DIRECTORY) &&
  readdirSync(DIRECTORY).some(file => /^DynamoDBLocal-.*\.jar$/.test(file)) &&
  spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;

export const startDynamoDbLocal = async (): Promise<DynamoDbLocal> => {
  const directory = path.resolve(DIRECTORY ?? '');
  const port = await freePort();
  const java = ['java', '-Xmx512m', `-Djava.library.path=${directory}`, '-cp', path.join(directory, '*'), MAIN];
  const options = ['-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)];
  // The shell ends Java when its input ends, and that ends with this process, however it does.
  const child = spawn(
    'sh',
    ['-c', '"$@" </dev/null & java=$!; cat >/dev/null; kill -9 $java', 'sh', ...java, ...options],
    {
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  const url = new URL(`http://127.0.0.1:${port}`);
  await untilItAnswers(url, child);
  return {
    url,
    stop: async () => {
      const ended = once(child, 'exit');
      child.stdin?.end();
      await ended;
    },
  };
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('a TCP server has an address with a port');
  return address.port;
};

const untilItAnswers = async (url: URL, child: ChildProcess): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    // Any answer will do, also its refusal of a request without a signature.
    const answered = await fetch(url).then(
      response => response.arrayBuffer().then(() => true),
      () => false,
    );
    if (answered) return;
    await sleep(100);
  }
  child.stdin?.end();
  throw new Error(`DynamoDB Local did not answer within ${PATIENCE_MS} ms`);
};
