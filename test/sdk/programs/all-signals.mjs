// A program that sends everything an SDK has to send, before and after it was told what is kept.
import * as Sentry from '@sentry/node';

Sentry.init({ dsn: process.env.SENTRY_DSN, release: 'shop@1.2.3', tracesSampleRate: 1, enableLogs: true });
Sentry.captureException(new Error('before'));
await Sentry.flush(180_000);
for (let n = 1; n <= 3; n++) {
  Sentry.startSpan({ name: `checkout ${n}`, op: 'task' }, () => Sentry.logger.info('paying'));
  Sentry.captureCheckIn({ monitorSlug: 'nightly', status: 'ok' });
  await Sentry.flush(180_000);
}
Sentry.captureException(new Error('after'));
await Sentry.flush(180_000);
