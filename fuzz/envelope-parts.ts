import { parseJson } from '../lib/items/parse-json.ts';
import { type EnvelopeItem, parseEnvelope } from '../lib/protocol/envelope.ts';
import type { JsonObject } from '../lib/protocol/json.ts';
import { Refusal } from '../lib/protocol/refusal.ts';

/** An envelope to be changed: lengths are written anew, unless a header has one of its own. */
export interface EnvelopeParts {
  header: JsonObject;
  items: { header: JsonObject; payload: Uint8Array }[];
}

/** `undefined` for bytes that are no envelope. */
export const readParts = (bytes: Uint8Array): EnvelopeParts | undefined => {
  try {
    const { header, items } = parseEnvelope(bytes);
    return { header, items: items.map(toPart) };
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

const toPart = ({ header, payload }: EnvelopeItem): EnvelopeParts['items'][number] => {
  const { length: _, ...others } = header;
  return { header: others, payload };
};

export const writeParts = ({ header, items }: EnvelopeParts): Buffer =>
  Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...items.flatMap(item => [
      Buffer.from(`${JSON.stringify({ length: item.payload.length, ...item.header })}\n`),
      item.payload,
      Buffer.from('\n'),
    ]),
  ]);

/** A payload's JSON, changed; what is no JSON stays as it is. */
export const changeJson = <T extends { payload: Uint8Array }>(
  item: T,
  change: (json: NonNullable<ReturnType<typeof parseJson>>) => unknown,
): T => {
  const json = parseJson(item.payload);
  return json === undefined || json === null
    ? item
    : { ...item, payload: Buffer.from(JSON.stringify(change(json)) ?? '') };
};
