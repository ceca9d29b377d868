// A program that forgets to await what fails.
import * as Sentry from '@sentry/node';

Sentry.init({ dsn: process.env.SENTRY_DSN });

async function forgetToAwait() {
  throw new RangeError('nobody awaited this');
}

void forgetToAwait();
