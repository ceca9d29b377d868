// The whole SDK as Sentry's CDN hands it out: it adds itself to what is there under its name.
import * as Sentry from '@sentry/browser';

window.Sentry = Object.assign(window.Sentry || {}, Sentry);
