import type { Values } from './expression-tree.ts';

/** The members of a request that are or feed an expression. */
export interface ExpressionInput {
  ConditionExpression?: string;
  UpdateExpression?: string;
  FilterExpression?: string;
  KeyConditionExpression?: string;
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Values;
}
