/** Members of the map; those who send one have three. */
const MAX_MEMBERS = 16;

/**
 * A MessagePack map of texts to bytes (or texts, as bytes), which is all of that format that SDKs send at this door: a
 * whole reader would be ten times as large. Undefined when it is anything else, or cut off. The values are views.
 */
export const readBinaryMap = (bytes: Uint8Array): Map<string, Uint8Array> | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = readLength(view, 0, MAP);
  if (head === undefined || head.length > MAX_MEMBERS) return undefined;
  const members = new Map<string, Uint8Array>();
  let at = head.end;
  for (let i = 0; i < head.length; i++) {
    const key = readBytes(view, at, TEXT);
    if (key === undefined) return undefined;
    const value = readBytes(view, key.end, BINARY);
    if (value === undefined) return undefined;
    members.set(Buffer.from(key.bytes).toString('utf8'), value.bytes);
    at = value.end;
  }
  return members;
};

/** How a kind of value says its length: in the first byte itself, or in so many bytes behind it. */
interface Kind {
  readonly fixed: readonly [first: number, count: number];
  readonly sized: ReadonlyMap<number, 1 | 2 | 4>;
}

const MAP: Kind = { fixed: [0x80, 16], sized: new Map([[0xde, 2]]) };
const TEXTS = [
  [0xd9, 1],
  [0xda, 2],
  [0xdb, 4],
] as const;
const TEXT: Kind = { fixed: [0xa0, 32], sized: new Map(TEXTS) };
const BINARY: Kind = { fixed: [0xa0, 32], sized: new Map([...TEXTS, [0xc4, 1], [0xc5, 2], [0xc6, 4]]) };

interface Length {
  length: number;
  end: number;
}

const readLength = (view: DataView, at: number, { fixed, sized }: Kind): Length | undefined => {
  if (at >= view.byteLength) return undefined;
  const first = view.getUint8(at);
  if (first >= fixed[0] && first < fixed[0] + fixed[1]) return { length: first - fixed[0], end: at + 1 };
  const width = sized.get(first);
  if (width === undefined || at + 1 + width > view.byteLength) return undefined;
  return { length: readUint(view, at + 1, width), end: at + 1 + width };
};

const readUint = (view: DataView, at: number, width: 1 | 2 | 4): number => {
  if (width === 1) return view.getUint8(at);
  return width === 2 ? view.getUint16(at) : view.getUint32(at);
};

const readBytes = (view: DataView, at: number, kind: Kind): { bytes: Uint8Array; end: number } | undefined => {
  const head = readLength(view, at, kind);
  if (head === undefined || head.end + head.length > view.byteLength) return undefined;
  const end = head.end + head.length;
  return { bytes: new Uint8Array(view.buffer, view.byteOffset + head.end, head.length), end };
};
