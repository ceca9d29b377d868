// A server one of whose pages fails.
import { once } from 'node:events';
import http from 'node:http';
import * as Sentry from '@sentry/node';

Sentry.init({ dsn: process.env.SENTRY_DSN });

const renderBasket = () => {
  throw new Error('the basket page is broken');
};

const server = http.createServer((_request, response) => {
  try {
    renderBasket();
  } catch (error) {
    Sentry.captureException(error);
    response.writeHead(500).end();
  }
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
await fetch(`http://127.0.0.1:${server.address().port}/basket?coupon=spring`);
await Sentry.flush(180_000);
server.close();
