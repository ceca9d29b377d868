// A program that fails ten times, one after the other, and keeps on living.
import * as Sentry from '@sentry/node';

Sentry.init({ dsn: process.env.SENTRY_DSN });
for (let n = 1; n <= 10; n++) {
  Sentry.captureException(new Error(`failure ${n}`));
  await Sentry.flush(180_000);
}
