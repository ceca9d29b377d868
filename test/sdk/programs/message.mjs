// A program that has something to say.
import * as Sentry from '@sentry/node';

Sentry.init({ dsn: process.env.SENTRY_DSN });
Sentry.captureMessage('재고가 거의 없습니다: stock is low', 'warning');
await Sentry.flush(180_000);
