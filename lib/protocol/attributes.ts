/** Typed values by name, as logs, spans and metrics carry them; in Sentry's own spelling. */
export type Attributes = Record<string, Attribute>;

export type AttributeScalar = string | number | boolean;

export type Attribute =
  | { type: 'string'; value: string }
  | { type: 'boolean'; value: boolean }
  | { type: 'integer' | 'double'; value: number }
  | { type: 'array'; value: AttributeScalar[] };
