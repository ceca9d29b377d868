import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { STRICT_RULES } from '../../lib/scrub/rules/strict/strict-rules.ts';
import { kindsFound, readCorpus, score, scoreTable } from './corpus.ts';

const LEAST = 0.98;
const MIN_LINES = 400;
const DOC = new URL('../../docs/scrubbing.md', import.meta.url);

const corpus = readCorpus();
const scores = score(corpus);

describe('on labelled log lines, the strict profile', () => {
  test('is measured on enough lines, with and without something to find', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(MIN_LINES);
    expect(corpus.filter(({ kinds }) => kinds.length === 0).length).toBeGreaterThan(corpus.length / 4);
  });

  test('is measured for every rule it has', () => {
    const kinds = new Set(STRICT_RULES.map(({ replacement }) => replacement.slice(1, -1)));
    expect(scores.map(({ kind }) => kind)).toEqual([...kinds].sort((a, b) => a.localeCompare(b)));
  });

  test.each(scores)('takes $kind, nearly always and hardly anything else', ({ precision, recall }) => {
    expect(precision).toBeGreaterThanOrEqual(LEAST);
    expect(recall).toBeGreaterThanOrEqual(LEAST);
  });

  test('leaves code, versions, hashes, ids, times and prices as they are', () => {
    const harmless = corpus.filter(({ kinds }) => kinds.length === 0);
    const touched = harmless.filter(({ text }) => kindsFound(text).length > 0);
    expect(touched.map(({ text }) => text)).toEqual([]);
  });

  test('does what the documentation says, figure by figure', () => {
    expect(readFileSync(DOC, 'utf8')).toContain(scoreTable(scores));
  });

  test('has every rule named in the documentation', () => {
    const doc = readFileSync(DOC, 'utf8');
    for (const { id } of STRICT_RULES) expect(doc).toContain(`\`${id}\``);
  });
});
