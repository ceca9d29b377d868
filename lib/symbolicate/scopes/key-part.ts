import { literalText } from './literal-text.ts';
import { COMPUTED, identifierPart, type NamePart } from './name-part.ts';
import { childOf, type SyntaxNode } from './syntax-node.ts';

/** The key of a method as it stands in the method's name: `m`, `#m`, `<"m n">`, `<computed>`. */
export function methodKeyParts(member: SyntaxNode): readonly NamePart[] {
  const key = childOf(member, 'key');
  if (key === undefined || member.computed === true) return [COMPUTED];
  if (key.type === 'Identifier') return [identifierPart(key)];
  if (key.type === 'PrivateIdentifier') return [{ text: '#' }, identifierPart(key)];
  return [{ text: `<${literalText(key)}>` }];
}
