import fc from 'fast-check';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const two = (min: number, max: number) => fc.integer({ min, max }).map(n => String(n).padStart(2, '0'));

const date = fc.tuple(two(50, 99), two(1, 12), two(1, 28)).map(parts => parts.join(''));

/** The weighted sum of digits, over as many as there are weights. */
const sum = (text: string, weights: readonly number[]): number =>
  weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);

const residentWith = (sexes: string, shift: number) =>
  fc.tuple(date, fc.constantFrom(...sexes.split('')), digits(5)).map(([birth, sex, rest]) => {
    const head = birth + sex + rest;
    const check = (11 - (sum(head, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) + shift) % 10;
    return `${birth}-${sex}${rest}${check}`;
  });

const business = fc.tuple(fc.integer({ min: 101, max: 899 }), digits(6)).map(([head, rest]) => {
  const nine = `${head}${rest}`;
  const total = sum(nine, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((Number(nine[8]) * 5) / 10);
  return `${nine.slice(0, 3)}-${nine.slice(3, 5)}-${nine.slice(5)}${(10 - (total % 10)) % 10}`;
});

const card = digits(14).map(rest => {
  const body = `4${rest}`;
  const total = body
    .split('')
    .reverse()
    .reduce((all, digit, i) => {
      const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1);
      return all + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return `${body}${(10 - (total % 10)) % 10}`;
});

const hex = (length: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9]{${length}}$`));

/** Identifiers as the rules know them, each valid, by the kind that takes its place. */
export const identifier = fc.oneof(
  residentWith('12', 0).map(text => ({ kind: 'rrn', text })),
  residentWith('56', 2).map(text => ({ kind: 'frn', text })),
  business.map(text => ({ kind: 'brn', text })),
  card.map(text => ({ kind: 'creditcard', text })),
  fc.tuple(digits(4), digits(4)).map(([a, b]) => ({ kind: 'phone', text: `010-${a}-${b}` })),
  fc.stringMatching(/^[a-z]{3,8}[0-9]{4}$/).map(name => ({ kind: 'email', text: `${name}@example.com` })),
  fc.tuple(fc.integer({ min: 11, max: 99 }), fc.nat(255), fc.nat(255), fc.nat(255)).map(parts => ({
    kind: 'ip',
    text: parts.join('.'),
  })),
  hex(36).map(rest => ({ kind: 'github-token', text: `ghp_${rest}` })),
  hex(24).map(rest => ({ kind: 'stripe-key', text: `sk_live_${rest}` })),
  hex(30).map(rest => ({ kind: 'toss-key', text: `live_sk_${rest}` })),
  hex(20).map(rest => ({ kind: 'jwt', text: `eyJhbGciOiJIUzI1NiJ9.eyJ${rest}.${rest}` })),
);
