import { AT_EDGE } from '../items/at-edge.ts';
import type { EdgeContext, EdgeFate, KeptBlob } from '../items/edge-item.ts';
import type { Envelope, EnvelopeItem } from '../protocol/envelope.ts';
import { isItemType } from '../protocol/item-type.ts';
import { type Outcome, sumOutcomes } from '../protocol/outcome.ts';
import type { QueuedItem } from '../protocol/queue-message.ts';

export interface TakenItems {
  kept: QueuedItem[];
  /** Bytes of what is kept. */
  blobs: KeptBlob[];
  outcomes: Outcome[];
}

/** Every item of an envelope gets its one fate: kept, or counted with the reason why not. */
export const takeItems = (envelope: Envelope, context: EdgeContext): TakenItems => {
  const fates = envelope.items.map(item => takeItem(item, context));
  return {
    kept: fates.flatMap(fate => fate.kept ?? []),
    blobs: fates.flatMap(fate => fate.blob ?? []),
    outcomes: sumOutcomes(fates.flatMap(fate => fate.outcomes)),
  };
};

const takeItem = (item: EnvelopeItem, context: EdgeContext): EdgeFate =>
  isItemType(item.type) ? AT_EDGE[item.type](item, context) : { outcomes: [UNKNOWN_TYPE] };

// The type's name is the sender's text: it is not made a reason, or reasons would have no end.
const UNKNOWN_TYPE: Outcome = { category: 'unknown', outcome: 'invalid', reason: 'unsupported_unknown', quantity: 1 };
