/** Characters of a file name: what file systems take. */
const MAX_NAME_LENGTH = 255;
/** Characters of it that are looked at: paths in front of the name may be long, but not without end. */
const MAX_PATH_LENGTH = 4_096;
const UNNAMED = 'attachment';

/** Control characters, and those that make a text read in another order than it is written. */
const INVISIBLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/gu;

/** The name alone, without a path before it or anything that is not to be seen in it. */
export const readFileName = (value: unknown): string => {
  if (typeof value !== 'string') return UNNAMED;
  const shown = value.slice(-MAX_PATH_LENGTH).toWellFormed().replace(INVISIBLE, '');
  const name = shown.slice(Math.max(shown.lastIndexOf('/'), shown.lastIndexOf('\\')) + 1).trim();
  return /^\.*$/.test(name) ? UNNAMED : keepExtension(name);
};

/** What is cut is the middle: a file is known by how it begins and by its extension. */
const keepExtension = (name: string): string => {
  if (name.length <= MAX_NAME_LENGTH) return name;
  const extension = /\.\w{1,16}$/.exec(name.slice(-MAX_EXTENSION_LENGTH))?.[0] ?? '';
  return name.slice(0, MAX_NAME_LENGTH - extension.length).toWellFormed() + extension;
};
/** With its dot. */
const MAX_EXTENSION_LENGTH = 17;
