import type { SyntaxNode } from './syntax-node.ts';

/** A literal as it stands in a scope's name, spelled as the reference engine does. */
export function literalText(node: SyntaxNode): string {
  if (typeof node.bigint === 'string') return `${node.bigint}n`;
  // The value is an object only if the engine can compile the expression; what was written is always there.
  if (node.regex !== undefined) return String(node.raw);
  const value = node.value;
  if (typeof value === 'string') return `"${value}"`;
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** Without an exponent. */
function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  const written = /^(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
  if (written === null) return String(value);
  const [, whole = '', fraction = '', exponent = '0'] = written;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  return point <= 0 ? `0.${'0'.repeat(-point)}${digits}` : digits.padEnd(point, '0');
}
