import type { Json } from '../protocol/json.ts';
import type { Notes } from './notes.ts';
import { readText } from './read.ts';
import { trimText } from './trim-text.ts';

export const MAX_LOGGER_CHARS = 64;

export const normalizeLogger = (value: Json | undefined, platform: string, notes: Notes): string | undefined => {
  const logger = readText(value, 'logger', Infinity, 0, notes);
  if (!logger) return undefined;
  if (/[\r\n]/.test(logger)) {
    notes.refuse(
      'logger',
      `invalid character ${JSON.stringify(/[\r\n]/.exec(logger)?.[0]).replaceAll('"', "'")}`,
      logger,
    );
    return undefined;
  }
  if (platform === 'java' && logger.length > MAX_LOGGER_CHARS) return shortenFromTheLeft(logger, notes);
  return trimText(logger, 'logger', MAX_LOGGER_CHARS, 0, notes);
};

/** Java loggers are class names: what tells them apart is at their end. */
const shortenFromTheLeft = (logger: string, notes: Notes): string => {
  const end = logger.slice(1 - MAX_LOGGER_CHARS);
  const dot = logger.at(-MAX_LOGGER_CHARS) === '.' ? 0 : end.indexOf('.');
  notes.remark('logger', ['@logger:replace', 's', 0, 1], logger.length);
  return `*${dot === -1 ? end : end.slice(dot)}`;
};
