// A program that wraps one error into another.
import * as Sentry from '@sentry/node';

Sentry.init({ dsn: process.env.SENTRY_DSN });

function connect() {
  throw new TypeError('no route to the till');
}

function checkout() {
  try {
    connect();
  } catch (cause) {
    throw new Error('checkout failed', { cause });
  }
}

try {
  checkout();
} catch (error) {
  Sentry.setUser({ id: '42', username: 'minji' });
  Sentry.setTag('till', 'three');
  Sentry.captureException(error);
}
await Sentry.flush(180_000);
