import { validationError } from './errors.ts';
import type { ExpressionInput } from './expression-input.ts';

/** AWS, "Quotas", expression parameters: bytes of one expression. */
const MAX_EXPRESSION_BYTES = 4096;
/** AWS, "Quotas", expression parameters: operators or functions in one expression. */
const MAX_OPERATORS = 300;

const NAMES = [
  'UpdateExpression',
  'ConditionExpression',
  'KeyConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
] as const;
const OPERATORS = /<=|>=|<>|[=<>+-]|(?<![#:.\w])(?:(?:AND|OR|NOT|BETWEEN|IN)\b|[a-z_]+\s*(?=\())/gi;

/** Refuses what the service refuses for its size, before a parser sees it. */
export function checkBounds(input: ExpressionInput): void {
  for (const name of NAMES) {
    const text = input[name];
    if (text !== undefined) checkExpression(name, text);
  }
}

function checkExpression(name: string, text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_EXPRESSION_BYTES) {
    throw validationError(
      `Invalid ${name}: Expression size has exceeded the maximum allowed size; expression size: ${bytes}`,
    );
  }
  const operators = text.match(OPERATORS)?.length ?? 0;
  if (operators > MAX_OPERATORS) {
    throw validationError(`Invalid ${name}: The expression contains too many operators; operator count: ${operators}`);
  }
}
