import { parseFlags, USAGE } from './flags.ts';
import { startProduct } from './start-product.ts';
import { printNotification, printReady } from './terminal.ts';

/** `npm start`: the whole product in one process of two threads, on embedded parts. */
const main = async (): Promise<void> => {
  const flags = parseFlags(process.argv.slice(2), process.env);
  if (flags === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const product = await startProduct(flags, {
    onNotification: entry => printNotification(entry, flags),
    onHopeless: fail,
  });
  printReady(product.ready, flags);
  stopOnSignals(product.stop);
};

/** Once asked, stops in order; asked twice, at once. Nothing is lost either way. */
const stopOnSignals = (stop: () => Promise<void>): void => {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    stop().then(() => process.exit(0), fail);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  // The launcher is gone: nobody is left to stop this process.
  process.on('disconnect', () => process.exit(1));
};

const fail = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
};

main().catch(fail);
