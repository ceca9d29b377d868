// A program that dies of an error which nobody catches.
import * as Sentry from '@sentry/node';

Sentry.init({ dsn: process.env.SENTRY_DSN, release: 'shop@1.2.3', environment: 'testing' });
console.log('opening the shop');
Sentry.addBreadcrumb({ category: 'cart', message: 'added 김치', level: 'info' });

function payForNothing(cart) {
  return cart.items.length;
}

setTimeout(() => payForNothing({}));
