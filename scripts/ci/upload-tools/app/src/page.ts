import * as Sentry from '@sentry/browser';
import { Checkout } from './checkout';

Sentry.init({ dsn: document.documentElement.dataset.dsn! });

document.querySelector('button')!.addEventListener('click', () => {
  document.title = new Checkout([{ total: { amount: 3 } }, { total: undefined }]).receipt();
});
