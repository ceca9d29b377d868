import { assignedParts } from './assigned-parts.ts';
import { methodKeyParts } from './key-part.ts';
import { inObject, NAMELESS, type NameContext, nameIn, settled, within } from './name-context.ts';
import { DOT, identifierPart, type NamePart } from './name-part.ts';
import { childOf, childrenOf, isNode, type SyntaxNode } from './syntax-node.ts';

/** Takes a scope: its place in UTF-16 units, and the parts of its name, of which an anonymous one has none. */
export type RecordScope = (start: number, end: number, name: readonly NamePart[]) => void;

type Visit = (node: SyntaxNode, context: NameContext) => void;

/**
 * Records the functions and classes in a piece of the syntax tree, but not what lies in functions: the parser has seen
 * to those before, and taken them out. With a stack of its own: trees are as deep as an attacker likes.
 */
export function recordScopes(root: SyntaxNode, record: RecordScope, context: NameContext = NAMELESS): void {
  const nodes: SyntaxNode[] = [root];
  const contexts: NameContext[] = [context];
  const visit: Visit = (node, inner) => {
    nodes.push(node);
    contexts.push(inner);
  };
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    visitNode(node, contexts.pop() ?? NAMELESS, visit, record);
  }
}

function visitNode(node: SyntaxNode, context: NameContext, visit: Visit, record: RecordScope): void {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      record(node.start, node.end, functionName(node, context));
      break;
    case 'ClassDeclaration':
    case 'ClassExpression':
      visitClass(node, context, visit, record);
      break;
    case 'MethodDefinition':
      visitMethod(node, context, visit, record);
      break;
    case 'ObjectExpression':
      visitObject(node, inObject(context), visit, record);
      break;
    case 'ObjectPattern':
      visitPattern(node, context, visit);
      break;
    default:
      visitChildren(node, innerContext(node, context), visit);
  }
}

function innerContext(node: SyntaxNode, context: NameContext): NameContext {
  if (node.type === 'AssignmentExpression') return assignmentContext(node, context);
  return node.type === 'VariableDeclarator' ? declaratorContext(node, context) : context;
}

function visitChildren(node: SyntaxNode, context: NameContext, visit: Visit): void {
  for (const field in node) {
    const child = node[field];
    if (Array.isArray(child)) {
      for (const each of child) if (isNode(each)) visit(each, context);
    } else if (isNode(child)) visit(child, context);
  }
}

/** A function expression with a name of its own is called that in the place of the last part of where it stands. */
function functionName(node: SyntaxNode, context: NameContext): readonly NamePart[] {
  const id = childOf(node, 'id');
  if (node.type === 'FunctionDeclaration') return id === undefined ? [] : [identifierPart(id)];
  const around = nameIn(context, []);
  return id === undefined ? around : [...around.slice(0, -1), identifierPart(id)];
}

function visitClass(node: SyntaxNode, context: NameContext, visit: Visit, record: RecordScope): void {
  const inner = classContext(node, context);
  const name = nameIn(inner, []);
  record(node.start, node.end, name.length === 0 ? [] : [{ text: 'new ' }, ...name]);
  for (const field of ['superClass', 'body']) {
    const child = childOf(node, field);
    if (child !== undefined) visit(child, inner);
  }
}

function classContext(node: SyntaxNode, context: NameContext): NameContext {
  const id = childOf(node, 'id');
  if (id === undefined) return context;
  const parts = [identifierPart(id)];
  return node.type === 'ClassDeclaration' ? settled(parts, true) : within(context, parts);
}

/** A constructor is in the scope of its class, which is called the same. So is what is static and of its name. */
function visitMethod(node: SyntaxNode, context: NameContext, visit: Visit, record: RecordScope): void {
  const key = node.computed === true ? undefined : childOf(node, 'key');
  if (key?.name === 'constructor' || key?.value === 'constructor') return;
  const plain = nameIn(context, methodKeyParts(node));
  // Private getters and setters are called as methods are, as in the reference engine.
  const name = key?.type === 'PrivateIdentifier' ? plain : accessor(node, plain);
  record(node.start, node.end, name);
  visitComputedKey(node, settled(name, false), visit);
}

/** Compilers put into the first computed key what becomes of private methods: `[(f = function () {}, 'name')]() {}`. */
function visitComputedKey(node: SyntaxNode, context: NameContext, visit: Visit): void {
  const key = node.computed === true ? childOf(node, 'key') : undefined;
  if (key !== undefined) visit(key, context);
}

function visitObject(node: SyntaxNode, context: NameContext, visit: Visit, record: RecordScope): void {
  for (const property of childrenOf(node, 'properties')) {
    if (property.type !== 'Property') visit(property, context);
    else if (property.method === true) {
      const name = nameIn(context, methodKeyParts(property));
      record(property.start, property.end, name);
      visitComputedKey(property, settled(name, true), visit);
    } else if (property.kind === 'init') visitProperty(property, context, visit);
    else visitAccessor(property, context, visit, record);
  }
}

function visitProperty(property: SyntaxNode, context: NameContext, visit: Visit): void {
  const key = childOf(property, 'key');
  const named = property.computed !== true && key?.type === 'Identifier';
  visitChildren(property, named ? within(context, [identifierPart(key)]) : context, visit);
}

/** What lies in a getter or setter of an object is called as if it lay in the object itself, as the reference engine does. */
function visitAccessor(property: SyntaxNode, context: NameContext, visit: Visit, record: RecordScope): void {
  const around = nameIn(context, []);
  const key = methodKeyParts(property);
  record(property.start, property.end, accessor(property, around.length === 0 ? key : [...around, DOT, ...key]));
  const [name, value] = [childOf(property, 'key'), childOf(property, 'value')];
  if (name !== undefined) visit(name, context);
  if (value !== undefined) visitChildren(value, context, visit);
}

/** Keys in a pattern name what is taken out, not what is put in. */
function visitPattern(node: SyntaxNode, context: NameContext, visit: Visit): void {
  for (const property of childrenOf(node, 'properties')) visitChildren(property, context, visit);
}

function accessor(node: SyntaxNode, name: readonly NamePart[]): readonly NamePart[] {
  return node.kind === 'get' || node.kind === 'set' ? [{ text: `${node.kind} ` }, ...name] : name;
}

function assignmentContext(node: SyntaxNode, context: NameContext): NameContext {
  const left = childOf(node, 'left');
  const parts = left === undefined ? undefined : assignedParts(left);
  return parts === undefined ? context : settled(parts, left?.type === 'Identifier');
}

function declaratorContext(node: SyntaxNode, context: NameContext): NameContext {
  const id = childOf(node, 'id');
  return id?.type === 'Identifier' ? settled([identifierPart(id)], true) : context;
}
