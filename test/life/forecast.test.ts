import { describe, expect, test } from '@jest/globals';
import { forecastAt, forecastOf } from '../../lib/life/forecast.ts';
import { newIssueThreshold } from '../../lib/life/new-issue-threshold.ts';
import { DAY, HOUR, NOW } from './living.ts';

const START = Date.parse('2026-11-15T12:00:00Z'); // a Sunday
const hours = (counts: number[]) => counts.map((count, index) => ({ hour: START + index * HOUR, count }));

describe('a forecast', () => {
  test('of an issue without events is the default', () => {
    expect(forecastOf([], NOW)).toBeUndefined();
    expect(forecastAt(undefined, NOW)).toBe(200);
  });

  test('of a quiet issue is the default, every day', () => {
    expect(forecastOf(hours([3, 29, 1]), NOW)?.values).toEqual(Array(14).fill(200));
  });

  test('of an issue that does not come each hour is ten times its worst hour', () => {
    expect(forecastOf(hours([30, 4, 5]), NOW)?.values).toEqual(Array(14).fill(300));
  });

  test('of a steady issue is five times its mean above it', () => {
    // No deviation: spike 5 × 40 = 200, burst 40 + 40 × 5 = 240.
    expect(forecastOf(hours(Array(168).fill(40)), NOW)?.values).toEqual(Array(14).fill(240));
  });

  test('of a bursty issue follows the formulas, and counts the same day of the week twice', () => {
    // 40 an hour, but 400 in each hour of the first day (Sunday noon to Monday noon).
    const counts = Array.from({ length: 168 }, (_, index) => (index < 24 ? 400 : 40));
    const mean = (24 * 400 + 144 * 40) / 168;
    const deviation = Math.sqrt((24 * (400 - mean) ** 2 + 144 * (40 - mean) ** 2) / 167);
    const spike = 400 * Math.min(Math.max(5 * Math.exp(-0.65 * (deviation / mean)), 2), 5);
    const burst = mean * Math.min(Math.max((mean + 5 * deviation) / mean, 5), 8);
    const values = forecastOf(hours(counts), NOW)?.values ?? [];
    // Sunday the 22nd: 12 hours of that day in the week before were the 400s.
    const weightSunday = 24 + 168;
    const sunday = (24 * 400 + 144 * 40 + 12 * 400 + 12 * 40) / weightSunday;
    expect(values[0]).toBe(Math.floor(Math.max(spike, sunday + burst)));
    expect(values[0]).toBe(values[7]);
    expect(values).toHaveLength(14);
  });

  test('is for its own fourteen days, and the default after them', () => {
    const forecast = { from: NOW - (NOW % DAY), values: Array.from({ length: 14 }, (_, day) => day + 1) };
    expect(forecastAt(forecast, NOW)).toBe(1);
    expect(forecastAt(forecast, NOW + 12 * HOUR)).toBe(2);
    expect(forecastAt(forecast, NOW + 13 * DAY)).toBe(14);
    expect(forecastAt(forecast, NOW + 14 * DAY)).toBe(200);
  });
});

describe("a project's threshold for new issues", () => {
  test('is nothing where there is nothing to compare with', () => {
    expect(newIssueThreshold([], NOW)).toBe(0);
    expect(newIssueThreshold([{ events: 1, firstSeen: NOW - DAY }], NOW)).toBe(0);
    expect(newIssueThreshold([{ events: 50, firstSeen: NOW - HOUR / 2 }], NOW)).toBe(0);
  });

  test('is what nearly all of its issues stay below, by the hour', () => {
    const issues = Array.from({ length: 101 }, (_, index) => ({
      events: 168 * (index + 2),
      firstSeen: NOW - 30 * DAY,
    }));
    expect(newIssueThreshold(issues, NOW)).toBeCloseTo(101, 6);
    expect(newIssueThreshold([{ events: 10, firstSeen: NOW - 5 * HOUR }], NOW)).toBe(2);
  });
});
