import { randomBytes } from 'node:crypto';

/** 350 frames with their source lines make about 1.04 MB; the edge takes events up to 1 MiB. */
const EXCEPTIONS = 7;
const FRAMES = 50;
const LINES_AROUND = 5;
/** Characters of a line of source that are kept. */
const LINE_LENGTH = 256;

/** Printable ASCII that JSON needs no escape for: text of nothing else shrinks by a fifth only. */
const ALPHABET = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter(
  character => !'"\\'.includes(character),
);

/**
 * An envelope with an event that hardly compresses: too big for the queue and too big for the table, so that it goes
 * through the bucket twice.
 *
 * @param {string} value the message of its exceptions
 * @returns {string}
 */
export function bigEnvelope(value) {
  const values = Array.from({ length: EXCEPTIONS }, () => ({ type: 'Error', value, stacktrace: { frames: frames() } }));
  return `{}\n{"type":"event"}\n${JSON.stringify({ platform: 'javascript', exception: { values } })}\n`;
}

function frames() {
  return Array.from({ length: FRAMES }, (_, index) => ({
    filename: 'parcels.js',
    lineno: index + 1,
    context_line: line(),
    pre_context: Array.from({ length: LINES_AROUND }, line),
    post_context: Array.from({ length: LINES_AROUND }, line),
  }));
}

function line() {
  return Array.from(randomBytes(LINE_LENGTH), byte => ALPHABET[byte % ALPHABET.length]).join('');
}
