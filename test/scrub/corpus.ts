import { readFileSync } from 'node:fs';
import { scrubbed } from './event.ts';
import { STRICT } from './strict-settings.ts';

const FILES = ['identifiers', 'secrets', 'harmless'];
/** Stands in made-up keys, so that nobody's scanner takes them for real ones. */
const SEAM = '¦';

export interface Line {
  readonly text: string;
  /** Each as often as it stands in the text. */
  readonly kinds: readonly string[];
}

export const readCorpus = (): Line[] =>
  FILES.flatMap(name => readFileSync(new URL(`./corpus/${name}.tsv`, import.meta.url), 'utf8').split('\n'))
    .filter(line => line !== '' && !line.startsWith('# '))
    .map(line => {
      const [text = '', kinds = ''] = line.replaceAll(SEAM, '').split('\t');
      return { text, kinds: kinds.split(' ').filter(kind => kind !== '') };
    });

/** The kinds that the strict profile takes out of an exception's text. */
export const kindsFound = (text: string): string[] => {
  const { exception, _meta } = scrubbed({ exception: { values: [{ value: text }] } }, STRICT);
  const remarks = _meta?.exception?.values?.[0]?.value?.['']?.rem ?? [];
  return remarks.map(
    ([, , start, end]: [string, string, number, number]) =>
      Buffer.from(exception.values[0].value).toString('utf8', start + 1, end - 1), // remarks count bytes
  );
};

export interface Score {
  kind: string;
  inCorpus: number;
  precision: number;
  recall: number;
}

export const score = (corpus: readonly Line[]): Score[] => {
  const tallies = new Map<string, { wanted: number; found: number; right: number }>();
  const tallyOf = (kind: string) => {
    const tally = tallies.get(kind) ?? { wanted: 0, found: 0, right: 0 };
    tallies.set(kind, tally);
    return tally;
  };
  for (const { text, kinds } of corpus) {
    const found = kindsFound(text);
    for (const kind of new Set([...kinds, ...found])) {
      const wanted = kinds.filter(one => one === kind).length;
      const got = found.filter(one => one === kind).length;
      const tally = tallyOf(kind);
      tally.wanted += wanted;
      tally.found += got;
      tally.right += Math.min(wanted, got);
    }
  }
  return [...tallies]
    .map(([kind, { wanted, found, right }]) => ({
      kind,
      inCorpus: wanted,
      precision: right / Math.max(found, 1),
      recall: right / Math.max(wanted, 1),
    }))
    .sort((a, b) => a.kind.localeCompare(b.kind));
};

/** As docs/scrubbing.md shows it. */
export const scoreTable = (scores: readonly Score[]): string =>
  [
    '| kind | in the corpus | precision | recall |',
    '|---|---|---|---|',
    ...scores.map(
      ({ kind, inCorpus, precision, recall }) =>
        `| \`[${kind}]\` | ${inCorpus} | ${precision.toFixed(3)} | ${recall.toFixed(3)} |`,
    ),
  ].join('\n');
