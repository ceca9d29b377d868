import type { Secret } from './secrets.ts';

/** Shorter texts are found by chance. */
export const MIN_FORM_LENGTH = 8;

/** Everything that would give a secret away, whatever wrote it: as it is, and as URLs, JSON, HTML, base64 and hex spell it. */
export const formsOf = ({ text, also }: Secret): string[] => {
  const forms = [text, ...also].flatMap(one => [
    one,
    encodeURIComponent(one),
    encodeURIComponent(one).replaceAll('%20', '+'),
    encodeURI(one),
    JSON.stringify(one).slice(1, -1),
    escapeUnicode(one),
    escapeHtml(one),
    Buffer.from(one, 'utf8').toString('hex'),
    ...inBase64(one),
  ]);
  return [...new Set(forms)].filter(form => form.length >= MIN_FORM_LENGTH);
};

const escapeUnicode = (text: string): string =>
  text.replace(/[^ -~]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character);

/** What base64 of a text looks like within that of a longer one: at each of three offsets, without what its neighbours decide. */
const inBase64 = (text: string): string[] => {
  const bytes = Buffer.from(text, 'utf8');
  return [0, 1, 2].flatMap(offset => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor((whole.length * 8) / 6);
    return [whole.toString('base64').slice(from, to), whole.toString('base64url').slice(from, to)];
  });
};
