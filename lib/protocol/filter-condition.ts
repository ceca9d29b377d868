/** A filter of a project's own, as Sentry's generic filters are written. */
export interface CustomFilter {
  /** The reason under which the ledger counts what it took. */
  id: string;
  isEnabled: boolean;
  condition: FilterCondition;
}

/**
 * What an event has to be like. `name` is a field: `event.release`, `event.tags.tier`, `event.exceptions`,
 * `envelope.client_ip`; within `any` and `all` a field of the element: `ty`, `value`. A dot of a name is written `\.`.
 */
export type FilterCondition =
  | { op: 'eq'; name: string; value: FilterValue | FilterValue[]; options?: { ignoreCase?: boolean } }
  | { op: 'gt' | 'gte' | 'lt' | 'lte'; name: string; value: number }
  /** Patterns as of the other filters, without regard to case. */
  | { op: 'glob'; name: string; value: string[] }
  /** Addresses and ranges. */
  | { op: 'cidr'; name: string; value: string[] }
  | { op: 'and' | 'or'; inner: FilterCondition[] }
  | { op: 'not'; inner: FilterCondition }
  /** Of the elements of a list. */
  | { op: 'any' | 'all'; name: string; inner: FilterCondition };

/** `null` is a field that is not there. */
export type FilterValue = string | number | boolean | null;
