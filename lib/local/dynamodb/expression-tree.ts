import type { AttributeValue } from './attribute-value.ts';
import type { DocumentPath } from './document-path.ts';

// The trees that dynalite's parsers answer with. A path is an array; a literal is the very object that was given as
// expression attribute value, which is how a literal finds back to its name.

export interface OperatorNode {
  type: string;
  /** Of `type: 'function'`. */
  name?: string;
  args: ExpressionNode[];
}
export type ExpressionNode = DocumentPath | OperatorNode | AttributeValue;

export interface ConditionTree {
  expression: OperatorNode;
  nestedPaths: Record<string, true>;
  /** Every attribute the expression names. */
  pathHeads: Record<string, true>;
}
export interface UpdateSection {
  type: 'set' | 'remove' | 'add' | 'delete';
  path: DocumentPath;
  val: ExpressionNode;
}
export interface UpdateTree {
  sections: UpdateSection[];
  paths: DocumentPath[];
  nestedPaths: Record<string, true>;
}
export interface ProjectionTree {
  paths: DocumentPath[];
  nestedPaths: Record<string, true>;
}

/** The values of one request, by the name (`:n`) that its expressions use. */
export type Values = Record<string, AttributeValue>;
/** Finds the name under which a literal was given. */
export type NameOfLiteral = (literal: AttributeValue) => string;

export function isPath(node: ExpressionNode): node is DocumentPath {
  return Array.isArray(node);
}

export function isOperator(node: ExpressionNode): node is OperatorNode {
  return 'type' in node;
}
