import * as Sentry from '@sentry/node';
import { Checkout } from './checkout';

const { SENTRY_DSN, SENTRY_RELEASE, SENTRY_DIST, APP_ROOT } = process.env;

Sentry.init({
  dsn: SENTRY_DSN!,
  tracesSampleRate: 0,
  ...(SENTRY_RELEASE && { release: SENTRY_RELEASE }),
  ...(SENTRY_DIST && { dist: SENTRY_DIST }),
  // Paths of this machine mean nothing where a build is found by release and URL.
  ...(APP_ROOT && { integrations: [Sentry.rewriteFramesIntegration({ root: APP_ROOT, prefix: 'app:///' })] }),
});

setTimeout(() => console.log(new Checkout([{ total: { amount: 3 } }, { total: undefined }]).receipt()), 10);
