import type { DocumentPath } from './document-path.ts';
import { DynamoDbError } from './errors.ts';
import type { ExpressionInput } from './expression-input.ts';
import { type ExpressionNode, isOperator, isPath } from './expression-tree.ts';
import { checkLiterals } from './literal-checks.ts';
import { LruMap } from './lru-map.ts';
import { type ExpressionTrees, type ParsedExpressions, parseFresh } from './parse-expressions.ts';

/** Expressions that were parsed with their placeholders (`#n`) standing for themselves. */
interface Template extends ParsedExpressions {
  /** Attribute names that the texts have without a placeholder. */
  literalNames: Set<string>;
}

/** The longest, of 4 kB of text, take some 60 kB as trees; most take two. */
const MAX_TEMPLATES = 200;
const templates = new LruMap<string, Template>(MAX_TEMPLATES);

/**
 * Parses, or finds the same texts parsed before with other attribute names: names that are data (an id for each receipt)
 * differ in every request, and a parser takes a hundred times as long as a look-up.
 *
 * @param key what the expressions are but for the names: their texts, the placeholders, the types of the values
 */
export function parseByTemplate(input: ExpressionInput, key: string): ParsedExpressions {
  const template = templates.get(key) ?? newTemplate(input, key);
  const names = input.ExpressionAttributeNames ?? {};
  const isAlike =
    template !== undefined &&
    isPlain(names, template.literalNames) &&
    checkLiterals(template.literalChecks, input.ExpressionAttributeValues ?? {});
  return isAlike ? { ...template, trees: renamedTrees(template.trees, names) } : parseFresh(input);
}

/** `undefined` for what is refused; then the refusal has to speak of the real names. */
function newTemplate(input: ExpressionInput, key: string): Template | undefined {
  const placeholders = Object.keys(input.ExpressionAttributeNames ?? {});
  try {
    const parsed = parseFresh({
      ...input,
      ...(input.ExpressionAttributeNames && {
        ExpressionAttributeNames: Object.fromEntries(placeholders.map(name => [name, name])),
      }),
    });
    forgetValues(parsed.trees);
    const template = { ...parsed, literalNames: literalNames(parsed.trees) };
    templates.set(key, template);
    return template;
  } catch (error) {
    if (error instanceof DynamoDbError) return undefined;
    throw error;
  }
}

/** What is true of placeholders is true of names that are all there, all different, and none of the texts' own. */
function isPlain(names: Record<string, string>, literal: ReadonlySet<string>): boolean {
  const real = Object.values(names);
  return new Set(real).size === real.length && real.every(name => name !== '' && !literal.has(name));
}

function renamedTrees(trees: ExpressionTrees, names: Readonly<Record<string, string>>): ExpressionTrees {
  const { _condition, _filter, _keyCondition, _updates, _projection } = trees;
  // Nothing but a placeholder begins with that sign.
  const real = (name: string): string => (name.startsWith('#') ? (names[name] ?? name) : name);
  const path = (given: DocumentPath): DocumentPath => given.map(step => (typeof step === 'string' ? real(step) : step));
  const keys = (given: Record<string, true>) =>
    Object.fromEntries(Object.keys(given).map(name => [real(name), true as const]));
  const node = <N extends ExpressionNode>(given: N): N => renamed(given, path);
  const condition = (tree: NonNullable<ExpressionTrees['_condition']>) => ({
    expression: node(tree.expression),
    nestedPaths: keys(tree.nestedPaths),
    pathHeads: keys(tree.pathHeads),
  });
  return {
    ...(_condition && { _condition: condition(_condition) }),
    ...(_filter && { _filter: condition(_filter) }),
    ...(_keyCondition && { _keyCondition: condition(_keyCondition) }),
    ...(_updates && {
      _updates: {
        sections: _updates.sections.map(one => ({ ...one, path: path(one.path), val: one.val && node(one.val) })),
        paths: _updates.paths.map(path),
        nestedPaths: keys(_updates.nestedPaths),
      },
    }),
    ...(_projection && {
      _projection: { paths: _projection.paths.map(path), nestedPaths: keys(_projection.nestedPaths) },
    }),
  };
}

/** A node of the same kind. */
function renamed<N extends ExpressionNode>(node: N, path: (given: DocumentPath) => DocumentPath): N {
  if (isPath(node)) return path(node) as N; // what is a path stays one
  return isOperator(node) ? Object.assign({}, node, { args: node.args.map(arg => renamed(arg, path)) }) : node;
}

function literalNames(trees: ExpressionTrees): Set<string> {
  const names = new Set<string>();
  const note = (path: DocumentPath): void => {
    for (const step of path) if (typeof step === 'string' && !step.startsWith('#')) names.add(step);
  };
  for (const node of nodesOf(trees)) if (isPath(node)) note(node);
  for (const path of [...(trees._updates?.paths ?? []), ...(trees._projection?.paths ?? [])]) note(path);
  return names;
}

/** A literal is kept for what it is, not for the value that it had in one request. */
function forgetValues(trees: ExpressionTrees): void {
  for (const node of nodesOf(trees)) {
    if (isPath(node) || isOperator(node)) continue;
    for (const type of Object.keys(node)) Object.assign(node, { [type]: '' });
  }
}

function nodesOf({ _condition, _filter, _keyCondition, _updates }: ExpressionTrees): ExpressionNode[] {
  const conditions = [_condition, _filter, _keyCondition].flatMap(tree => (tree ? withArgs(tree.expression) : []));
  const operands = (_updates?.sections ?? []).flatMap(({ path, val }) => [path, ...(val ? withArgs(val) : [])]);
  return [...conditions, ...operands];
}

function withArgs(node: ExpressionNode): ExpressionNode[] {
  if (isPath(node) || !isOperator(node)) return [node];
  return [node, ...node.args.flatMap(withArgs)];
}
