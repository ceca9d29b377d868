import { CommandError } from './api-client.ts';
import { runLetterCommand } from './letter-commands.ts';
import { parseLetterFlags, USAGE } from './letter-flags.ts';
import { printable } from './printable.ts';

/** `npm run dead-letters`: looks at what the digest gave up, and sends it again. */
const main = async (): Promise<void> => {
  const flags = parseLetterFlags(process.argv.slice(2), process.env);
  if (flags === 'help') process.stdout.write(USAGE);
  else await runLetterCommand(flags, line => void process.stdout.write(`${line}\n`));
};

main().catch((error: unknown) => {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`${printable(error.message)}\n`);
  process.exitCode = 1;
});
