import { isObject, type Json } from '../protocol/json.ts';

/** Parameters come from outside and may be many times as long as the message: the result is cut here, trimmed later. */
const MAX_FORMATTED_UNITS = 65_536;
/** No width or precision of a directive is taken further than this. */
const MAX_WIDTH = 256;

const PERCENT = /%(?:\((\w+)\))?([-+ #0]*)(\d{0,4})(?:\.(\d{1,3}))?([%sdifgrxXoeEcu])?/g;
const CURLY = /\{\{|\}\}|\{([^{}]*)\}/g;

/**
 * The message with its parameters in their places: `%` directives as in Python and C, else `{}`, `{0}` and `{name}`.
 * Undefined when a place has no parameter, or none of its kind.
 */
export const formatMessage = (message: string, params: Json): string | undefined => {
  if (message.includes('%')) return fill(message, PERCENT, percentFiller(params));
  if (message.includes('{')) return fill(message, CURLY, curlyFiller(params));
  return undefined;
};

type Filler = (match: RegExpExecArray) => string | undefined;

const fill = (message: string, places: RegExp, filler: Filler): string | undefined => {
  let filled = '';
  let end = 0;
  for (const match of message.matchAll(places)) {
    const text = filler(match);
    if (text === undefined) return undefined;
    filled += message.slice(end, match.index) + text;
    end = match.index + match[0].length;
    if (filled.length > MAX_FORMATTED_UNITS) return filled.slice(0, MAX_FORMATTED_UNITS);
  }
  return filled + message.slice(end);
};

const percentFiller = (params: Json): Filler => {
  let next = 0;
  return ([directive, name, flags = '', width = '', precision, kind]) => {
    if (directive === '%%') return '%';
    if (kind === undefined) return undefined;
    const param = name === undefined ? positional(params, next++) : named(params, name);
    const text = param === undefined ? undefined : directiveText(param, kind, precision);
    return text === undefined ? undefined : pad(text, flags, Number(width));
  };
};

const curlyFiller = (params: Json): Filler => {
  let next = 0;
  return ([place, inner]) => {
    if (place === '{{') return '{';
    if (place === '}}') return '}';
    const name = (inner ?? '').split(/[:!]/, 1)[0] ?? '';
    const param = name === '' ? positional(params, next++) : (named(params, name) ?? index(params, name));
    return param === undefined ? undefined : plain(param);
  };
};

const positional = (params: Json, place: number): Json | undefined =>
  Array.isArray(params) ? params[place] : undefined;
const index = (params: Json, name: string): Json | undefined =>
  /^\d{1,4}$/.test(name) ? positional(params, Number(name)) : undefined;
const named = (params: Json, name: string): Json | undefined =>
  isObject(params) && Object.hasOwn(params, name) ? params[name] : undefined;

/** Parameters are a trimmed bag, so writing them as JSON is bounded. */
const plain = (param: Json): string => (typeof param === 'string' ? param : JSON.stringify(param));

const directiveText = (param: Json, kind: string, precision: string | undefined): string | undefined => {
  if (kind === 's' || kind === 'r' || kind === 'c') {
    return precision === undefined ? plain(param) : plain(param).slice(0, Number(precision));
  }
  const number = typeof param === 'boolean' ? Number(param) : param;
  // SDKs send numbers as text, too.
  return typeof number === 'number' ? numberText(number, kind, Math.min(Number(precision ?? 6), 100)) : plain(param);
};

const numberText = (number: number, kind: string, precision: number): string => {
  switch (kind) {
    case 'f':
      return number.toFixed(precision);
    case 'e':
      return number.toExponential(precision);
    case 'E':
      return number.toExponential(precision).toUpperCase();
    case 'g':
      return String(number);
    case 'x':
      return Math.trunc(number).toString(16);
    case 'X':
      return Math.trunc(number).toString(16).toUpperCase();
    case 'o':
      return Math.trunc(number).toString(8);
    default:
      return String(Math.trunc(number));
  }
};

const pad = (text: string, flags: string, width: number): string => {
  const room = Math.min(width, MAX_WIDTH);
  if (flags.includes('-')) return text.padEnd(room);
  return text.padStart(room, flags.includes('0') ? '0' : ' ');
};
