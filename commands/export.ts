import { CommandError } from './api-client.ts';
import { parseExportFlags, USAGE } from './export-flags.ts';
import { exportLines } from './export-lines.ts';
import { printable } from './printable.ts';

/** `npm run export`: all that is kept of a project or an issue, as JSON lines. */
const main = async (): Promise<void> => {
  const flags = parseExportFlags(process.argv.slice(2), process.env);
  if (flags === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const counts = new Map<string, number>();
  for await (const { type, text } of exportLines(flags)) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
    if (!process.stdout.write(`${text}\n`)) await new Promise(resolve => process.stdout.once('drain', resolve));
  }
  const told = [...counts].map(([type, count]) => `${count} × ${type}`).join(', ');
  process.stderr.write(`${told === '' ? 'There was nothing to export.' : `Exported ${told}.`}\n`);
};

main().catch((error: unknown) => {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`${printable(error.message)}\n`);
  process.exitCode = 1;
});
