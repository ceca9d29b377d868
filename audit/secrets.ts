/** Something that must never rest, made so that it is found nowhere else. */
export interface Secret {
  kind: string;
  /** As a user would have written it. */
  text: string;
  /** The same in other shapes that a store could hold it in: without dashes, its telling part alone. */
  also: readonly string[];
}

/** How a kind of secret is made of a number; each number gives another one. */
type Make = (n: number) => { text: string; also?: readonly string[] };

const padded = (n: number, length: number): string => String(n).padStart(length, '0');
const BASE36 = 36;
/** Letters and digits that depend on `n` all over, so that no two secrets share a long part. */
const word = (n: number, length: number): string => {
  let state = (n * 2_654_435_761 + 97) % 4_294_967_291;
  let text = '';
  while (text.length < length) {
    state = (state * 48_271 + 11) % 2_147_483_647;
    text += state.toString(BASE36);
  }
  return text.slice(0, length);
};

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);

const luhn = (body: string): string => {
  const sum = body
    .split('')
    .reverse()
    .reduce((all, digit, i) => {
      const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1);
      return all + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
};

const card: Make = n => {
  const number = luhn(`4${padded((n * 7_919_317) % 10 ** 14, 14)}`);
  return { text: number.replace(/(\d{4})(?=\d)/g, '$1 '), also: [number] };
};

const BIRTHS_FROM = Date.UTC(1950, 0, 1);
const DAY_MS = 86_400_000;

/** Born before 2000, so that the century digit is 1. */
const residentNumber: Make = n => {
  const birth = new Date(BIRTHS_FROM + ((n * 131) % 18_000) * DAY_MS).toISOString().slice(2, 10).replaceAll('-', '');
  const head = `${birth}1${padded((n * 37) % 100_000, 5)}`;
  const check = (11 - (weighted(head, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
  return { text: `${birth}-1${head.slice(7)}${check}`, also: [`${head}${check}`] };
};

const businessNumber: Make = n => {
  const nine = `${101 + (n % 700)}${padded((n * 613) % 1_000_000, 6)}`;
  const sum = weighted(nine, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((Number(nine[8]) * 5) / 10);
  const text = `${nine.slice(0, 3)}-${nine.slice(3, 5)}-${nine.slice(5)}${(10 - (sum % 10)) % 10}`;
  return { text, also: [digitsOf(text)] };
};

const phone: Make = n => {
  const middle = padded(1_000 + ((n * 17) % 9_000), 4);
  const text = `010-${middle}-${padded((n * 7_001) % 10_000, 4)}`;
  return { text, also: [digitsOf(text)] };
};

const base64Url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

/** Each found by its form in any text. */
export const KINDS: Readonly<Record<string, Make>> = {
  card,
  'resident number': residentNumber,
  'business number': businessNumber,
  phone,
  email: n => ({ text: `user.${word(n, 10)}@mail${n}.example.com`, also: [`user.${word(n, 10)}`] }),
  'IP address': n => ({ text: `203.${(n >> 8) & 255}.${n & 255}.${1 + (n % 250)}` }),
  jwt: n => ({
    text: `${base64Url('{"alg":"HS256"}')}.${base64Url(`{"sub":"${word(n, 20)}"}`)}.${word(n + 1, 40)}`,
    also: [word(n + 1, 40)],
  }),
  'AWS key': n => ({ text: `AKIA${word(n, 16).toUpperCase()}` }),
  'GitHub token': n => ({ text: `ghp_${word(n, 36)}` }),
  'Slack token': n => ({ text: `xoxb-${padded(n, 11)}-${word(n, 24)}`, also: [word(n, 24)] }),
  'Stripe key': n => ({ text: `sk_live_${word(n, 24)}`, also: [word(n, 24)] }),
  'Toss key': n => ({ text: `live_sk_${word(n, 24)}`, also: [word(n, 24)] }),
  'bearer token': n => ({ text: `Bearer ${word(n, 32)}`, also: [word(n, 32)] }),
  'password in a URL': n => ({ text: `https://shop:${word(n, 14)}@db${n}.example.com/`, also: [word(n, 14)] }),
  'assigned password': n => ({ text: `password=${word(n, 16)}`, also: [word(n, 16)] }),
  passport: n => ({
    text: `여권번호 M${padded((n * 7_331) % 10 ** 8, 8)}`,
    also: [`M${padded((n * 7_331) % 10 ** 8, 8)}`],
  }),
  'bank account': n => {
    const number = `${padded(100 + (n % 800), 3)}-${padded((n * 31) % 1_000_000, 6)}-${padded((n * 7) % 100_000, 5)}`;
    return { text: `국민은행 ${number}`, also: [number, digitsOf(number)] };
  },
};

/** Makes secrets, each once. */
export class SecretMaker {
  #count = 0;
  readonly made: Secret[] = [];

  /** @param kind a name of `KINDS` */
  byForm(kind: string): Secret {
    const make = KINDS[kind];
    if (make === undefined) throw new Error(`no kind of secret is called ${kind}`);
    const { text, also = [] } = make(++this.#count);
    return this.#keep({ kind, text, also });
  }

  byKey(): Secret {
    return this.#keep({ kind: 'value of a secret key', text: word(++this.#count, 22), also: [] });
  }

  #keep(secret: Secret): Secret {
    this.made.push(secret);
    return secret;
  }
}
