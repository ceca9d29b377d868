import type { TagValueCount } from '../../ports/issue-stats.ts';
import { matches } from './matches.ts';
import type { Asking, TagCondition } from './search.ts';

/** What Sentry takes as a tag's key. */
const TAG_KEY = /^[a-zA-Z0-9_.:-]{1,200}$/;
/** Fields of single events in Sentry's search: they are not counted by issue, and a tag of such a name is none of ours. */
const EVENT_FIELDS = /^(?:user|http|stack|geo|sdk|trace|profile|replay|id|timestamp|event|is|issue)(?:[._].*)?$/;
/** Said of an event by a tag of another name. */
const SPELT_AS_TAGS: Readonly<Record<string, { key: string; values: Readonly<Record<string, string>> }>> = {
  'error.handled': { key: 'handled', values: { true: 'yes', '1': 'yes', false: 'no', '0': 'no' } },
  'error.unhandled': { key: 'handled', values: { true: 'no', '1': 'no', false: 'yes', '0': 'yes' } },
};
const explicit = (key: string): string => /^tags\[(.+)\]$/.exec(key)?.[1] ?? key;

/** Whether issues can be looked for by this key among their events' tags. */
export const isTagKey = (key: string): boolean =>
  TAG_KEY.test(explicit(key)) && (key.startsWith('tags[') || !EVENT_FIELDS.test(key));

/** `undefined`: the value is none that a tag has. An empty value looks for issues without the tag. */
export const tagCondition = (
  asked: string,
  value: string,
  { latest }: Pick<Asking, 'latest'>,
): TagCondition | undefined => {
  // Own properties only: keys come from outside.
  const spelt = Object.hasOwn(SPELT_AS_TAGS, asked) ? SPELT_AS_TAGS[asked] : undefined;
  const key = spelt?.key ?? explicit(asked);
  const wanted = spelt ? spelt.values[value] : value;
  if (wanted === undefined) return undefined;
  if (key === 'release' && wanted === 'latest')
    return tags => tags.some(tag => tag.key === 'release' && latest.includes(tag.value ?? ''));
  if (wanted === '') return tags => !hasTag(key)(tags);
  return tags => tags.some(tag => tag.key === key && tag.value !== undefined && matches(tag.value, wanted));
};

/** Whether any of an issue's events had the tag. */
export const hasTag =
  (key: string) =>
  (tags: readonly TagValueCount[]): boolean =>
    tags.some(tag => tag.key === explicit(key) && tag.count > 0);
