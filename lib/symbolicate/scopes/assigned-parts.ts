import { literalText } from './literal-text.ts';
import { COMPUTED, DOT, identifierPart, type NamePart } from './name-part.ts';
import { childOf, type SyntaxNode } from './syntax-node.ts';

/** `a.b.c["d"]`: a longer one has no name. */
const MAX_MEMBERS = 32;

/** The left side of an assignment as a name. `undefined`: it begins with a call or something else that has none. */
export function assignedParts(left: SyntaxNode): readonly NamePart[] | undefined {
  const members: (readonly NamePart[])[] = [];
  let node: SyntaxNode | undefined = left;
  while (node?.type === 'MemberExpression' && members.length < MAX_MEMBERS) {
    members.push(memberParts(node));
    node = childOf(node, 'object');
  }
  if (node?.type === 'Identifier') return [identifierPart(node), ...members.reverse().flat()];
  if (node?.type === 'ThisExpression') return [{ text: 'this' }, ...members.reverse().flat()];
  return undefined;
}

/** Private members have no part in a name, as in the reference engine. */
function memberParts(node: SyntaxNode): readonly NamePart[] {
  const property = childOf(node, 'property');
  if (property === undefined || property.type === 'PrivateIdentifier') return [];
  if (node.computed !== true) return [DOT, identifierPart(property)];
  if (property.type === 'Identifier') return [{ text: '[' }, identifierPart(property), { text: ']' }];
  return [{ text: `[${property.type === 'Literal' ? literalText(property) : COMPUTED.text}]` }];
}
