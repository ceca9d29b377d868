/** A file as text, and back: what was not changed becomes the same bytes again. */
export interface FileText {
  readonly text: string;
  readonly encode: (text: string) => Buffer;
}

/** Control characters that no text has, unlike tab, line breaks, form feed, backspace and escape. */
const isBinary = (byte: number): boolean => byte < 0x20 && !(byte >= 0x08 && byte <= 0x0d) && byte !== 0x1b;

/**
 * Reads bytes as text: UTF-16 by its mark or its zeros, UTF-8, and else one character a byte, in which rules find at
 * least what is written in ASCII, as in EUC-KR. `undefined` for what is no text, unless its sender says that it is.
 */
export function readFileText(bytes: Buffer, { claimed }: { claimed: boolean }): FileText | undefined {
  if (looksLikeUtf16(bytes, { claimed })) return utf16(bytes);
  if (!claimed && bytes.some(isBinary)) return undefined;
  return utf8(bytes) ?? latin1(bytes);
}

const MARK_LITTLE = [0xff, 0xfe] as const;

function looksLikeUtf16(bytes: Buffer, { claimed }: { claimed: boolean }): boolean {
  if (bytes[0] === MARK_LITTLE[0] && bytes[1] === MARK_LITTLE[1]) return true;
  return claimed && bytes[0] !== 0 && bytes[1] === 0 && bytes[2] !== 0 && bytes[3] === 0;
}

/**
 * An odd byte at the end belongs to no character, and must not be given to `toString`: for a view that begins at an odd
 * address Node 24.21 then writes past its buffer.
 */
function utf16(bytes: Buffer): FileText {
  const end = bytes.length - (bytes.length % 2);
  const rest = bytes.subarray(end);
  return {
    text: bytes.toString('utf16le', 0, end),
    encode: text => Buffer.concat([Buffer.from(text, 'utf16le'), rest]),
  };
}

function utf8(bytes: Buffer): FileText | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, encode: changed => Buffer.from(changed) };
  } catch {
    // That the bytes are no UTF-8 is an expected fate, told by `undefined`.
    return undefined;
  }
}

const latin1 = (bytes: Buffer): FileText => ({
  text: bytes.toString('latin1'),
  encode: text => Buffer.from(text, 'latin1'),
});
