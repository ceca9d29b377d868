import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ROUTES } from '../../lib/api/route-table.ts';

const DOCS = new URL('../../docs/', import.meta.url);
const METHOD = '(?:GET|POST|PUT|DELETE)';
/** `GET /api/0/…/`, `…/events/{event}/`, `PUT`: as they stand between backticks. */
const WRITTEN = new RegExp(`^(?<method>${METHOD})?(?: ?(?<address>(?:…|/)\\S*))?$`);
/** The same in a block: `GET, PUT /api/0/…/`. */
const IN_BLOCK = new RegExp(`^(?<methods>${METHOD}(?:, ${METHOD})*) (?<address>(?:…|/)\\S*)`);

interface Documented {
  method: string;
  address: string;
}

/** Names of what an address is about do not matter, nor does its query. */
const plain = (address: string): string => address.replace(/\?.*$/, '').replace(/\{[^}]*\}|(?<=\/):\w+/g, '*');

/** Methods stand before the address that they are of, and hold for further addresses of the line. */
const inLine = (line: string): Documented[] => {
  const block = IN_BLOCK.exec(line)?.groups;
  if (block) return (block.methods ?? '').split(', ').map(method => ({ method, address: plain(block.address ?? '') }));
  const found: Documented[] = [];
  let methods: string[] = [];
  let isComplete = false;
  for (const [, span = ''] of line.replace(/\{short id\}/g, '{id}').matchAll(/`([^`]+)`/g)) {
    const { method, address } = WRITTEN.exec(span)?.groups ?? {};
    if (method) {
      methods = isComplete ? [method] : [...methods, method];
      isComplete = false;
    }
    if (address === undefined) continue;
    isComplete = true;
    const before = found.at(-1)?.address ?? '';
    // `…/{id}/` alone says nothing: it goes on from the address before.
    const whole = /^…\/(?:\*\/)+$/.test(plain(address)) ? before + plain(address).slice(2) : plain(address);
    found.push(...methods.map(one => ({ method: one, address: whole })));
  }
  return found;
};

const documented = readdirSync(DOCS)
  .filter(name => name.endsWith('.md'))
  .flatMap(name => readFileSync(new URL(name, DOCS), 'utf8').split('\n'))
  .flatMap(inLine);

/** Issues and releases stand under two roofs, and are written down under one of them. */
const roofs = (path: string): string[] => [
  path,
  path.replace('/api/0/organizations/*/issues/*/', '/api/0/issues/*/'),
  path.replace('/api/0/projects/*/*/releases/', '/api/0/organizations/*/releases/'),
  path.replace('/api/0/organizations/*/issues/', '/api/0/projects/*/*/issues/'),
  path.replace('/api/0/projects/*/*/issues/', '/api/0/organizations/*/issues/'),
];

const isWritten = (method: string, path: string): boolean =>
  documented.some(
    one =>
      one.method === method &&
      roofs(plain(path)).some(roof =>
        one.address.startsWith('…') ? roof.endsWith(one.address.slice(1)) : roof === one.address,
      ),
  );

test('every route of the API stands in the documents', () => {
  const routes = ROUTES.filter(({ path }) => path.startsWith('/api/0/'));
  expect(routes.length).toBeGreaterThan(100);
  expect(routes.filter(({ method, path }) => !isWritten(method, path)).map(one => `${one.method} ${one.path}`)).toEqual(
    [],
  );
});

test('a route that nobody has written down is found', () => {
  expect(isWritten('GET', '/api/0/projects/:org/:project/secrets/')).toBe(false);
  expect(isWritten('DELETE', '/api/0/organizations/:org/')).toBe(false);
});
