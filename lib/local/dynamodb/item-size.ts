import { type AttributeValue, type Item, setMembers } from './attribute-value.ts';
import { significantDigits } from './decimal.ts';

/** AWS, "DynamoDB item sizes and formats": a list or map costs 3 bytes, and 1 for each of its elements. */
const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;

/** Bytes of an item by the service's rules, the names of its attributes included. */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name of Object.keys(item)) {
    // `name` has just come from the item's own keys.
    size += Buffer.byteLength(name) + valueSize(item[name]!);
  }
  return size;
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return binarySize(value.B);
  if (value.L !== undefined)
    return value.L.reduce((sum, each) => sum + ELEMENT_BYTES + valueSize(each), CONTAINER_BYTES);
  if (value.M !== undefined) return CONTAINER_BYTES + ELEMENT_BYTES * Object.keys(value.M).length + itemSize(value.M);
  if (value.NS !== undefined) return value.NS.reduce((sum, each) => sum + numberSize(each), 0);
  if (value.BS !== undefined) return value.BS.reduce((sum, each) => sum + binarySize(each), 0);
  return setMembers(value)?.reduce((sum, each) => sum + Buffer.byteLength(each), 0) ?? 1;
}

/** Two digits a byte, one byte for the magnitude, one for a minus; digits are paired from the decimal point. */
function numberSize(text: string): number {
  const { count, exponent, negative } = significantDigits(text);
  if (count === 0) return 1;
  const unpaired = count % 2 === 0 && exponent % 2 !== 0 ? 1 : 0;
  return 1 + Math.ceil(count / 2) + unpaired + (negative ? 1 : 0);
}

function binarySize(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}
