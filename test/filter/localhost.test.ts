import { expect, test } from '@jest/globals';
import { filtered } from './event.ts';

const on = { localhost: true };

test.each([
  ['the user is at 127.0.0.1', { user: { ip_address: '127.0.0.1' } }],
  ['the user is at ::1', { user: { ip_address: '::1' } }],
  ['the page is on localhost', { request: { url: 'http://localhost:3000/cart' } }],
  ['the page is below localhost', { request: { url: 'http://shop.LOCALHOST/' } }],
  ['the page is on 127.0.0.1', { request: { url: 'https://127.0.0.1/' } }],
  ['the page is on [::1]', { request: { url: 'http://[::1]:8080/' } }],
  ['the page is a file', { request: { url: 'file:///home/me/index.html' } }],
  ['the host that was asked is local', { request: { headers: { host: 'localhost:8000' } } }],
  ['a proxy was asked for a local host', { request: { headers: [['X-Forwarded-Host', 'localhost']] } }],
])('an event is of a developer when %s', (_, fields) => {
  expect(filtered({ message: 'x', ...fields }, on)).toBe('localhost');
});

test.each([
  ['the user is elsewhere', { user: { ip_address: '127.0.0.2' } }],
  ['the host only begins like it', { request: { url: 'https://localhost.example.com/' } }],
  ['the host only ends like it', { request: { url: 'https://notlocalhost/' } }],
  ['only the path says it', { request: { url: 'https://shop.example/localhost' } }],
  ['only the user part says it', { request: { url: 'https://localhost@shop.example/' } }],
  ['another header says it', { request: { headers: { Referer: 'http://localhost/' } } }],
])('an event is kept when %s', (_, fields) => {
  expect(filtered({ message: 'x', ...fields }, on)).toBeUndefined();
});
