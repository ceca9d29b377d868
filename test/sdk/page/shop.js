// A shop in a browser. Each button breaks in its own way.
import * as Sentry from '@sentry/browser';

const { dsn } = document.documentElement.dataset;
Sentry.init({ dsn, release: 'shop@2.0.0', environment: 'testing' });

function payUncaught(cart) {
  return cart.total.toFixed(2);
}

async function forgetToAwait() {
  throw new RangeError('nobody awaited the 배송');
}

function applyCoupon() {
  throw new Error('the coupon has expired');
}

async function applyCouponCarefully() {
  const stock = await fetch('/stock.json');
  console.log('stock is', await stock.json());
  try {
    applyCoupon();
  } catch (error) {
    Sentry.captureException(error);
  }
}

const onClick = (id, act) => document.getElementById(id).addEventListener('click', act);
onClick('pay', () => payUncaught({}));
onClick('ship', () => void forgetToAwait());
onClick('coupon', () => void applyCouponCarefully());
