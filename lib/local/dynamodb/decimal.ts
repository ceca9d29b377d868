/** DynamoDB's numbers: up to 38 significant digits, kept as text. Exact, unlike JavaScript's own. */
interface Decimal {
  negative: boolean;
  /** Without zeros at either end; empty for zero. */
  digits: string;
  /** The value is 0.digits × 10^exponent. */
  exponent: number;
}

/** Significant digits of a number: AWS, "Limits", data types. */
const MAX_DIGITS = 38;
/** 10^125 has 126 digits before the point; 10^-130 is the smallest. */
const MAX_EXPONENT = 126;
const MIN_EXPONENT = -129;

const SIMPLE_INTEGER = /^-?[1-9]\d{0,14}$|^0$/;

export function compareDecimals(a: string, b: string): number {
  if (a === b) return 0;
  if (SIMPLE_INTEGER.test(a) && SIMPLE_INTEGER.test(b)) return Number(a) - Number(b);
  return Buffer.compare(decimalBytes(a), decimalBytes(b));
}

/** The sum, or a message when it is out of the range of DynamoDB's numbers. */
export function addDecimals(a: string, b: string): { sum: string } | { error: string } {
  if (SIMPLE_INTEGER.test(a) && SIMPLE_INTEGER.test(b)) return { sum: String(Number(a) + Number(b)) };
  const [left, right] = [parse(a), parse(b)];
  const scale = Math.min(left.exponent - left.digits.length, right.exponent - right.digits.length);
  return checked(fromScaled(scaled(left, scale) + scaled(right, scale), scale));
}

export function negate(text: string): string {
  if (text === '0') return text;
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}

/** Bytes that sort as the numbers do. */
export function decimalBytes(text: string): Buffer {
  const { negative, digits, exponent } = parse(text);
  if (digits === '') return Buffer.of(0x80);
  const pairs: number[] = [];
  for (let at = 0; at < digits.length; at += 2) pairs.push(Number(digits.slice(at, at + 2).padEnd(2, '0')) + 1);
  const magnitude = exponent - MIN_EXPONENT;
  // Below zero everything is mirrored, and the end must sort after any further digits.
  if (negative) return Buffer.of(0x7f, 255 - magnitude, ...pairs.map(pair => 255 - pair), 0xff);
  return Buffer.of(0x81, magnitude, ...pairs);
}

/** Significant digits, for an item's size. */
export function significantDigits(text: string): { count: number; exponent: number; negative: boolean } {
  const { digits, exponent, negative } = parse(text);
  return { count: digits.length, exponent, negative };
}

function parse(text: string): Decimal {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const all = whole + fraction;
  const digits = all.replace(/^0+/, '');
  const leadingZeros = all.length - digits.length;
  const trimmed = digits.replace(/0+$/, '');
  return {
    negative: negative && trimmed !== '',
    digits: trimmed,
    exponent: trimmed === '' ? 0 : whole.length - leadingZeros,
  };
}

function scaled({ negative, digits, exponent }: Decimal, scale: number): bigint {
  if (digits === '') return 0n;
  const magnitude = BigInt(digits) * 10n ** BigInt(exponent - digits.length - scale);
  return negative ? -magnitude : magnitude;
}

function fromScaled(value: bigint, scale: number): Decimal {
  const text = (value < 0n ? -value : value).toString();
  const digits = text.replace(/0+$/, '');
  if (value === 0n) return { negative: false, digits: '', exponent: 0 };
  return { negative: value < 0n, digits, exponent: text.length + scale };
}

function checked(decimal: Decimal): { sum: string } | { error: string } {
  if (decimal.exponent > MAX_EXPONENT) {
    return { error: 'Number overflow. Attempting to store a number with magnitude larger than supported range' };
  }
  if (decimal.digits !== '' && decimal.exponent < MIN_EXPONENT) {
    return { error: 'Number underflow. Attempting to store a number with magnitude smaller than supported range' };
  }
  if (decimal.digits.length > MAX_DIGITS) {
    return { error: 'Attempting to store more than 38 significant digits in a Number' };
  }
  return { sum: format(decimal) };
}

function format({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent <= 0) return `${sign}0.${'0'.repeat(-exponent)}${digits}`;
  if (exponent >= digits.length) return sign + digits.padEnd(exponent, '0');
  return `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}
