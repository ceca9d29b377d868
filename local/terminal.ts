import type { Flags } from './flags.ts';
import type { InboxEntry } from './inbox.ts';
import type { Ready } from './start-product.ts';

/** With `--json` standard output holds the one line alone; everything for people goes to standard error then. */
export const printReady = (ready: Ready, flags: Pick<Flags, 'json'>): void => {
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(ready)}\n`);
    return;
  }
  process.stdout.write(
    [
      '',
      `  Allim 알림 is up at  ${ready.url}`,
      `  Sign in             ${ready.signIn}`,
      `  DSN                 ${ready.dsn}`,
      `  API token           ${ready.token}`,
      `  Token for builds    ${ready.uploadToken}`,
      `  Data lies in        ${ready.dataDir}`,
      '',
      '  Give the DSN to any Sentry SDK:',
      `    Sentry.init({ dsn: '${ready.dsn}' })`,
      '',
      '  What is announced appears here and at GET /local/inbox. Ctrl-C stops; nothing is lost.',
      '',
      '',
    ].join('\n'),
  );
};

export const printNotification = (entry: InboxEntry, flags: Pick<Flags, 'json'>): void => {
  const out = flags.json ? process.stderr : process.stdout;
  const [, ...lines] = entry.text.split('\n');
  out.write(
    `[${entry.time}] ${entry.subject}\n${lines
      .filter(Boolean)
      .map(line => `    ${line}\n`)
      .join('')}\n`,
  );
};
