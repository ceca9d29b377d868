import type { SyntaxNode } from './syntax-node.ts';

/** A piece of a scope's name. Identifiers know where they stand, so that the map can say what they were called. */
export interface NamePart {
  readonly text: string;
  readonly at?: number;
}

export const DOT: NamePart = { text: '.' };
export const COMPUTED: NamePart = { text: '<computed>' };

/** Also of `#private`, whose sign stands before it: its place is that of the sign. */
export function identifierPart(node: SyntaxNode): NamePart {
  return { text: String(node.name), at: node.start };
}
