// The same bug, each time it is run.
import * as Sentry from '@sentry/node';

Sentry.init({ dsn: process.env.SENTRY_DSN, release: process.env.RELEASE ?? 'shop@1.0.0' });
console.log('the till is open');

function priceOf(item) {
  return item.price.amount;
}

try {
  priceOf({});
} catch (error) {
  Sentry.captureException(error);
}
await Sentry.flush(180_000);
