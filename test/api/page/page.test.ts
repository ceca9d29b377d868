import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { SCRIPT } from '../../../lib/api/page/script/script.ts';
import { scene } from '../scene.ts';

const open = (path: string) => scene().ask('GET', path, { token: undefined });
const assetPaths = async () => [...new Set(String((await open('/')).body).match(/\/assets\/[\w.]+/g) ?? [])];

describe('the page', () => {
  test.each(['/', '/issues/1001/', '/issues/SHOP-1', `/issues/1001/events/${'a'.repeat(32)}/`])(
    'is served at %s to everyone, with a policy that lets nothing foreign in',
    async path => {
      const { status, headers, body } = await open(path);
      expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      const policy = (headers['content-security-policy'] ?? '').split('; ');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "form-action 'none'",
          "require-trusted-types-for 'script'",
        ]),
      );
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      expect(body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=|https?:/);
    },
  );

  test('names its assets by their content, and they may be kept forever', async () => {
    const paths = await assetPaths();
    expect(paths).toHaveLength(3);
    for (const path of paths) {
      const { status, headers, body } = await open(path);
      expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
      expect(path).toContain(createHash('sha256').update(body).digest('hex').slice(0, 16));
    }
    expect((await open('/assets/page.0000000000000000.js')).status).toBe(404);
    expect((await open('/assets/..%2f..%2fpackage.json')).status).toBe(404);
  });

  test('has landmarks and a way past the header', async () => {
    expect((await open('/')).body).toMatch(
      /class="skip"[^>]*href="#main"[\s\S]*<header[\s\S]*<main id="main"[\s\S]*role="status"/,
    );
  });
});

describe('the script', () => {
  test('is JavaScript', () => {
    // A module may await at its top; the checker of classic scripts needs a function around it.
    expect(() => new Script(`(async () => {'use strict';${SCRIPT}\n})`)).not.toThrow();
  });

  test('has no way to turn text into markup or code', () => {
    expect(SCRIPT).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML|srcdoc|\beval\b|new Function|javascript:|localStorage/,
    );
  });

  test('asks nobody but its own origin', () => {
    const urls = SCRIPT.match(/https?:\/\/[^'"\s]+/g) ?? [];
    expect(urls).toEqual(['http://www.w3.org/2000/svg']);
  });

  test('says everything in both languages', () => {
    const words = (name: string) => {
      const start = SCRIPT.indexOf(`const ${name} = {`);
      return [...SCRIPT.slice(start, SCRIPT.indexOf('\n};', start)).matchAll(/(\w+): '[^']*'/g)].map(([, key]) => key);
    };
    expect(words('KOREAN')).toEqual(words('ENGLISH'));
    const used = [...SCRIPT.matchAll(/\bt\('(\w+)'\)/g)].map(([, key]) => key);
    expect(words('ENGLISH')).toEqual(expect.arrayContaining([...new Set(used)]));
  });
});
