// An error with files beside it, and what a user says about it.
import * as Sentry from '@sentry/node';

Sentry.init({ dsn: process.env.SENTRY_DSN });

const associatedEventId = Sentry.withScope(scope => {
  scope.addAttachment({
    filename: 'till.log',
    contentType: 'text/plain',
    data: 'opened by jane.doe@example.com\npaid with 4111 1111 1111 1111\n',
  });
  scope.addAttachment({ filename: 'pixels.bin', data: Uint8Array.from({ length: 512 }, (_, index) => index % 256) });
  return Sentry.captureException(new Error('the drawer is stuck'));
});
// People write after something broke: what they say arrives after it.
await Sentry.flush(180_000);
Sentry.captureFeedback({
  message: 'it hurts my thumb',
  name: 'Jane',
  email: 'jane.doe@example.com',
  associatedEventId,
});
await Sentry.flush(180_000);
