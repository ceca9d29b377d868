import { describe, expect, test } from '@jest/globals';
import { normalizeCheckIn } from '../../lib/normalize/check-in.ts';
import { readCrontab } from '../../lib/normalize/crontab.ts';
import { slugify } from '../../lib/normalize/slugify.ts';
import type { Json, JsonObject } from '../../lib/protocol/json.ts';

const ID = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const minimal: JsonObject = { monitor_slug: 'Nightly Job', status: 'in_progress' };
const withConfig = (config: JsonObject) => normalizeCheckIn({ ...minimal, monitor_config: config })?.monitorConfig;
const hourly: JsonObject = { type: 'interval', value: 1, unit: 'hour' };

describe('a check-in', () => {
  test('says which run of which monitor, and how the monitor is to be', () => {
    const checkIn = normalizeCheckIn({
      ...minimal,
      check_in_id: ID,
      environment: 'production',
      duration: 2.5,
      contexts: { trace: { trace_id: ID } },
      monitor_config: {
        schedule: { type: 'crontab', value: ' 0  * * * * ' },
        checkin_margin: 5,
        max_runtime: 30,
        timezone: 'Asia/Seoul',
        failure_issue_threshold: 2,
        recovery_threshold: 1,
        owner: 'user:7',
      },
    });
    expect(checkIn).toEqual({
      id: ID,
      monitor: 'nightly-job',
      status: 'in_progress',
      environment: 'production',
      duration: 2.5,
      traceId: ID,
      monitorConfig: {
        schedule: { type: 'crontab', value: '0 * * * *' },
        checkinMargin: 5,
        maxRuntime: 30,
        timezone: 'Asia/Seoul',
        failureIssueThreshold: 2,
        recoveryThreshold: 1,
        owner: 'user:7',
      },
    });
  });

  test('without an id is about the run in progress', () => {
    expect(normalizeCheckIn(minimal)?.id).toBe('0'.repeat(32));
  });

  test.each(['missed', 'timeout', 'whatever'])('cannot say %s: that is the server’s to know', status => {
    expect(normalizeCheckIn({ ...minimal, status })?.status).toBe('unknown');
  });

  test('may leave out of a monitor what it does not care about', () => {
    expect(withConfig({ schedule: hourly, checkin_margin: null, timezone: '' })).toEqual({ schedule: hourly });
  });

  test.each<[string, JsonObject]>([
    ['in a time zone that nobody has', { schedule: hourly, timezone: 'Moon/Base' }],
    ['that may run for two months', { schedule: hourly, max_runtime: 90_000 }],
    ['that fails after no failure', { schedule: hourly, failure_issue_threshold: 0 }],
    ['every zero hours', { schedule: { ...hourly, value: 0 } }],
    ['by a schedule of no kind', { schedule: { type: 'moon', value: 'full' } }],
  ])('of a monitor %s is none', (_, config) => {
    expect(normalizeCheckIn({ ...minimal, monitor_config: config })).toBeUndefined();
  });

  test.each<[string, Json]>([
    ['environment', 'a/b'],
    ['duration', 'long'],
    ['check_in_id', 'x'],
    ['monitor_slug', 7],
  ])('with a strange %s is none', (key, value) => {
    expect(normalizeCheckIn({ ...minimal, [key]: value })).toBeUndefined();
  });
});

describe('a crontab', () => {
  test.each([
    '* * * * *',
    '*/5 0-6/2 1,15 jan-mar MON-fri',
    '0 0 L * 7',
    '0 9 ? * 5#2',
    '59 23 31 12 0',
    '@daily',
    '@Hourly',
  ])('%s is one', schedule => {
    expect(readCrontab(schedule)).toBe(schedule);
  });

  test.each([
    '',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '*/0 * * * *',
    '1- * * * *',
    '1-2-3 * * * *',
    '1,,2 * * * *',
    'mon * * * *',
    '@reboot',
    `${'1,'.repeat(200)}1 * * * *`,
  ])('%s is none', schedule => {
    expect(readCrontab(schedule)).toBeUndefined();
  });
});

test.each([
  ['Nightly Job!', 'nightly-job'],
  ['Café — Crème', 'cafe-creme'],
  ['--a__b--', 'a__b'],
  ['ＦＵＬＬ', 'full'],
  ['a'.repeat(60), 'a'.repeat(50)],
  [`${'a'.repeat(49)}-b`, 'a'.repeat(49)],
  ['한글', ''],
])('%s is known as %p in an address', (name, slug) => {
  expect(slugify(name)).toBe(slug);
  expect(slugify(slug)).toBe(slug);
});
