import type { Leak } from './find-secrets.ts';
import type { Audited } from './run-audit.ts';

const MAX_LEAKS = 40;

/** What was planted, where it was looked for, and what was found. */
export const reportOf = ({ planted, forms, requests, places, leaks }: Audited): string => {
  const total = [...planted.values()].reduce((sum, count) => sum + count, 0);
  return [
    `Planted ${total} secrets in ${requests} requests:`,
    ...[...planted].map(([kind, count]) => `  ${String(count).padStart(5)}  ${kind}`),
    '',
    `Looked for each of them as it is, in URLs, JSON, HTML, base64 and hex, packed or not (${forms} forms), in:`,
    ...[...places]
      .sort()
      .map(([place, { pieces, bytes }]) => `  ${String(pieces).padStart(6)} pieces, ${size(bytes)}  ${place}`),
    '',
    ...conclusion(leaks),
    '',
  ].join('\n');
};

const size = (bytes: number): string => `${(bytes / 1_000).toFixed(0).padStart(7)} kB`;

const conclusion = (leaks: readonly Leak[]): string[] => {
  if (leaks.length === 0) return ['Found none of them.'];
  const distinct = new Set(leaks.map(({ secret }) => secret.text));
  return [
    `FOUND ${distinct.size} of them, ${leaks.length} times:`,
    ...leaks
      .slice(0, MAX_LEAKS)
      .map(({ place, secret, around }) => `  ${secret.kind} in ${place}: …${JSON.stringify(around)}…`),
    ...(leaks.length > MAX_LEAKS ? [`  and ${leaks.length - MAX_LEAKS} more`] : []),
  ];
};
