/** Containers in each other; events have some twenty. */
const MAX_DEPTH = 100;
/** Size of what follows the type byte, for the types whose size it says by itself. */
const FIXED = new Map([
  [0xc0, 0],
  [0xc2, 0],
  [0xc3, 0],
  [0xca, 4],
  [0xcb, 8],
  [0xcc, 1],
  [0xcd, 2],
  [0xce, 4],
  [0xcf, 8],
  [0xd0, 1],
  [0xd1, 2],
  [0xd2, 4],
  [0xd3, 8],
  [0xd4, 2],
  [0xd5, 3],
  [0xd6, 5],
  [0xd7, 9],
  [0xd8, 17],
]);
/** Bytes and extensions, then texts: width of the length that follows, and bytes beside it. */
const COUNTED = new Map([
  [0xc4, { width: 1, more: 0 }],
  [0xc5, { width: 2, more: 0 }],
  [0xc6, { width: 4, more: 0 }],
  [0xc7, { width: 1, more: 1 }],
  [0xc8, { width: 2, more: 1 }],
  [0xc9, { width: 4, more: 1 }],
  [0xd9, { width: 1, more: 0 }],
  [0xda, { width: 2, more: 0 }],
  [0xdb, { width: 4, more: 0 }],
]);
/** Arrays and maps: width of the number that follows, and values an entry. */
const CONTAINERS = new Map([
  [0xdc, { width: 2, values: 1 }],
  [0xdd, { width: 4, values: 1 }],
  [0xde, { width: 2, values: 2 }],
  [0xdf, { width: 4, values: 2 }],
]);

/**
 * Whether containers hold what they promise, and not too deep. A decoder makes room for what a container promises, so
 * nested promises would cost memory by the square of their bytes: here all that is open together must fit into what is
 * left. Linear in the bytes.
 */
export const isSoundMsgpack = (bytes: Uint8Array): boolean => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const open: number[] = [];
  let owed = 0;
  for (let at = 0; at < bytes.length; ) {
    const step = readStep(view, at);
    if (!step || at + step.size > bytes.length) return false;
    at += step.size;
    if (open.length > 0) {
      open[open.length - 1]!--; // not empty
      owed--;
    }
    if (step.values > 0) open.push(step.values);
    owed += step.values;
    if (owed > bytes.length - at || open.length > MAX_DEPTH) return false;
    while (open.at(-1) === 0) open.pop();
  }
  return owed === 0;
};

interface Step {
  /** Bytes, type byte included; of a container its head alone. */
  size: number;
  /** That follow as its entries. */
  values: number;
}

const readStep = (view: DataView, at: number): Step | undefined => {
  const type = view.getUint8(at);
  if (type <= 0x7f || type >= 0xe0) return { size: 1, values: 0 };
  if (type <= 0x8f) return { size: 1, values: 2 * (type & 0x0f) };
  if (type <= 0x9f) return { size: 1, values: type & 0x0f };
  if (type <= 0xbf) return { size: 1 + (type & 0x1f), values: 0 };
  const fixed = FIXED.get(type);
  if (fixed !== undefined) return { size: 1 + fixed, values: 0 };
  return readCounted(view, at, type);
};

const readCounted = (view: DataView, at: number, type: number): Step | undefined => {
  const counted = COUNTED.get(type) ?? CONTAINERS.get(type);
  if (!counted || at + 1 + counted.width > view.byteLength) return undefined;
  const count = readLength(view, at + 1, counted.width);
  return 'values' in counted
    ? { size: 1 + counted.width, values: count * counted.values }
    : { size: 1 + counted.width + counted.more + count, values: 0 };
};

const readLength = (view: DataView, at: number, width: number): number => {
  if (width === 1) return view.getUint8(at);
  return width === 2 ? view.getUint16(at) : view.getUint32(at);
};
