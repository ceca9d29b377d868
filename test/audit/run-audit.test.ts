import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { SecretFinder } from '../../audit/find-secrets.ts';
import { textsIn } from '../../audit/layers.ts';
import { reportOf } from '../../audit/report.ts';
import { runAudit } from '../../audit/run-audit.ts';
import { KINDS, SecretMaker } from '../../audit/secrets.ts';

const AUDIT_MS = 120_000;

test(
  'of secrets in every field of every kind of request, none rests anywhere in the product',
  async () => {
    // One kind of a number, one of a word, one that a word beside it tells; `npm run privacy:audit` takes all of them.
    const audited = await runAudit(['card', 'email', 'bank account']);
    expect(reportOf(audited)).toContain('Found none of them.');
    expect([...audited.places.keys()]).toEqual(
      expect.arrayContaining(['table', 'queue', 'blob store', 'dead letters', 'notifications', 'log', 'API answers']),
    );
    for (const { pieces } of audited.places.values()) expect(pieces).toBeGreaterThan(0);
  },
  AUDIT_MS,
);

test('the audit finds a secret in each form that a store could hold it in', () => {
  for (const kind of Object.keys(KINDS)) {
    const maker = new SecretMaker();
    const { text } = maker.byForm(kind);
    const finder = new SecretFinder(maker.made);
    const plain = `before ${text} after`;
    const forms: [string, Uint8Array][] = [
      ['as it is', Buffer.from(plain)],
      ['in a URL', Buffer.from(encodeURIComponent(plain))],
      ['in JSON in JSON', Buffer.from(JSON.stringify(JSON.stringify({ plain })))],
      ['in base64', Buffer.from(Buffer.from(plain).toString('base64'))],
      ['in base64 of a URL', Buffer.from(Buffer.from(`x${plain}`).toString('base64url'))],
      ['in hex', Buffer.from(Buffer.from(plain).toString('hex'))],
      ['two bytes a character', Buffer.from(`${plain}\0`, 'utf16le')],
      ['gzipped', gzipSync(plain)],
      ['deflated', deflateSync(plain)],
      ['zstd', zstdCompressSync(plain)],
      ['brotli', brotliCompressSync(plain)],
      ['zstd in base64', Buffer.from(`{"B":"${zstdCompressSync(plain.repeat(3)).toString('base64')}"}`)],
    ];
    for (const [form, bytes] of forms)
      expect([kind, form, textsIn(bytes).flatMap(found => finder.find('here', found)).length > 0]).toEqual([
        kind,
        form,
        true,
      ]);
  }
});

test('the audit finds nothing where nothing is', () => {
  const maker = new SecretMaker();
  for (const kind of Object.keys(KINDS)) maker.byForm(kind);
  const finder = new SecretFinder(maker.made);
  expect(finder.find('here', '결제 실패 [creditcard] 다시 시도 https://shop.example.com/pay?order=1234567890')).toEqual(
    [],
  );
});
