/** Characters, as Sentry has it. */
export const MAX_SLUG = 100;
/** Sentry's form of a slug: it may not be a number, which would be an id. */
export const SLUG = /^(?!\d+$)[a-z0-9][a-z0-9_-]*$/;
/** Of a name in which nothing can be read as Latin letters. */
const FALLBACK = 'project';

/** `결제 서비스 v2` → `gyeolje-seobiseu-v2`: what a person can read in an address, a short id and a log. */
export const slugOf = (name: string): string => {
  const latin = romanize(name.normalize('NFC')).normalize('NFKD').toLowerCase();
  const words = latin.replace(/[\u0300-\u036f]/g, '').match(/[a-z0-9_]+/g) ?? [];
  const slug = words.join('-').replace(/^_+/, '').slice(0, MAX_SLUG);
  if (slug === '') return FALLBACK;
  return SLUG.test(slug) ? slug : `${FALLBACK}-${slug}`.slice(0, MAX_SLUG);
};

/** The slug, or the slug with the next number that nobody has. */
export const freeSlug = (slug: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number++) {
    const end = `-${number}`;
    const next = slug.slice(0, MAX_SLUG - end.length) + end;
    if (!taken.has(next)) return next;
  }
};

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** Letters of a syllable in the order in which Unicode counts them, by the Revised Romanization of Korean. */
const INITIALS = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ');
const VOWELS = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const FINALS = ' k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ');

/** Syllable by syllable: sounds that change where two meet are left as they are written. */
const romanize = (text: string): string => Array.from(text, romanizeSyllable).join('');

const romanizeSyllable = (character: string): string => {
  const code = character.charCodeAt(0);
  if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return character;
  const place = code - FIRST_SYLLABLE;
  const final = place % FINALS.length;
  const vowel = Math.floor(place / FINALS.length) % VOWELS.length;
  const initial = Math.floor(place / FINALS.length / VOWELS.length);
  return `${INITIALS[initial] ?? ''}${VOWELS[vowel] ?? ''}${FINALS[final] ?? ''}`;
};
