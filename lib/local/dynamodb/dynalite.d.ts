// What the engine borrows from dynalite (Apache-2.0), which carries no types of its own.

declare module 'dynalite/validations/index.js' {
  import type { AttributeValue } from './attribute-value.ts';

  /** dynalite's own description of a request's shape. */
  export type RequestTypes = Record<string, unknown>;

  interface Validations {
    /** Checks JSON types, drops what is unknown; throws with `statusCode` and `body`. */
    checkTypes(data: object, types: RequestTypes): object;
    /** Checks bounds, enums and required members; throws with `statusCode` and `body`. */
    checkValidations(data: object, types: RequestTypes, custom?: (data: never) => string | undefined): void;
    /** Normalizes numbers in place; answers what is wrong. */
    validateAttributeValue(value: AttributeValue): string | undefined;
    validateExpressionParams(data: object, expressions: string[], nonExpressions: string[]): string | undefined;
    /** Parses what it finds into `_updates`, `_condition`, `_keyCondition`, `_filter`, `_projection`. */
    validateExpressions(data: object): string | undefined;
    /** A message, or the conditions by attribute name. */
    convertKeyCondition(expression: object): string | Record<string, object>;
    validateConditions(conditions: object): string | undefined;
  }
  const validations: Validations;
  // biome-ignore lint/style/noDefaultExport: dynalite is CommonJS, which a module sees as a default export.
  export default validations;
}

/** One file an operation. */
declare module 'dynalite/validations/*.js' {
  const request: {
    types: Record<string, unknown>;
    /** What cannot be said of one member alone; answers what is wrong. */
    custom?: (data: never) => string | undefined;
  };
  // biome-ignore lint/style/noDefaultExport: dynalite is CommonJS, which a module sees as a default export.
  export default request;
}
