import type { ErasedCounts, Erasure, ErasureOrder } from '../ports/erasure-store.ts';
import type { ErasureTask } from '../ports/erasure-work.ts';
import { erasureKey, erasureOrderKey } from './keys/erasure.ts';
import { attributes, type Item, number, readNumber, readText, text } from './table.ts';

export const ERASED_KINDS = [
  'issues',
  'events',
  'attachments',
  'feedback',
  'users',
  'rows',
  'shortened',
  'payloadBytes',
  'attachmentBytes',
] as const satisfies readonly (keyof ErasedCounts)[];

/** The attribute that a count is added to. */
export const countName = (kind: keyof ErasedCounts): string => `erased_${kind}`;

/** A receipt says for so long what went. */
const KEPT_SECONDS = 366 * 86_400;

export const toErasureItem = (erasure: Erasure, due: number): Item => ({
  ...attributes(erasureKey(erasure.organization, erasure.id)),
  organization: text(erasure.organization),
  kind: text(erasure.kind),
  projectIds: text(erasure.projectIds.join(' ')),
  requestedBy: text(erasure.requestedBy),
  requested: number(erasure.requested),
  state: text(erasure.state),
  looks: number(0),
  due: number(due),
  expires: number(Math.ceil(erasure.requested / 1_000) + KEPT_SECONDS),
});

// The table holds only what was written here and by the erasure's work, so the unions below are what was put in.
export const fromErasureItem = (item: Item): Erasure => ({
  id: readText(item, 'sk'),
  organization: readText(item, 'organization'),
  kind: readText(item, 'kind') as Erasure['kind'],
  projectIds: readText(item, 'projectIds').split(' ').filter(Boolean),
  requestedBy: readText(item, 'requestedBy'),
  requested: readNumber(item, 'requested'),
  state: stateOf(item),
  ...(item.started && { started: readNumber(item, 'started') }),
  ...(item.finished && { finished: readNumber(item, 'finished') }),
  erased: readCounts(item),
  issues: item.issueIds?.SS ?? [],
});

/** In a row of its own: each page of work writes to the receipt, and pays for all of it. */
export const toOrderItem = ({ organization, id }: Erasure, order: ErasureOrder): Item => ({
  ...attributes(erasureOrderKey(organization, id)),
  order: text(JSON.stringify(order)),
});

export const toTask = (receipt: Item, order: Item): ErasureTask => ({
  erasure: fromErasureItem(receipt),
  order: JSON.parse(readText(order, 'order')) as ErasureOrder,
  noted: order.noted?.SS ?? [],
  looks: readNumber(receipt, 'looks'),
  ...(receipt.place && { place: readText(receipt, 'place') }),
});

const stateOf = (item: Item): Erasure['state'] => {
  const state = readText(item, 'state') as Erasure['state'];
  return state === 'requested' && item.started ? 'running' : state;
};

const readCounts = (item: Item): ErasedCounts => {
  const pairs = ERASED_KINDS.map(kind => [kind, readNumber(item, countName(kind))]);
  // One pair for each kind.
  return Object.fromEntries(pairs) as Record<keyof ErasedCounts, number>;
};
