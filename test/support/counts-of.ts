import type { DataCategory } from '../../lib/protocol/data-category.ts';
import type { EnvelopeItem } from '../../lib/protocol/envelope.ts';
import { ITEM_TYPES, isItemType } from '../../lib/protocol/item-type.ts';

/** What an SDK's item is to be counted in and how often, whatever becomes of it; sizes in bytes are left out. */
export const countsOf = (item: EnvelopeItem): Partial<Record<DataCategory, number>> => {
  if (!isItemType(item.type)) return { unknown: 1 };
  const { item_count: entries } = item.header;
  switch (item.type) {
    case 'client_report':
      return {};
    case 'attachment':
      return { attachment_item: 1 };
    case 'transaction':
      return { transaction: 1, span: 1 + (read(item).spans?.length ?? 0) };
    case 'sessions':
      return { session: read(item).aggregates.reduce((sum: number, one: Counts) => sum + sessionsOf(one), 0) };
    case 'profile_chunk':
      return { [item.header.platform === 'javascript' ? 'profile_chunk_ui' : 'profile_chunk']: 1 };
    default:
      return { [ITEM_TYPES[item.type]]: typeof entries === 'number' ? entries : 1 };
  }
};

const read = ({ payload }: EnvelopeItem) => JSON.parse(Buffer.from(payload).toString('utf8'));

type Counts = Partial<Record<'exited' | 'errored' | 'abnormal' | 'unhandled' | 'crashed', number>>;
const sessionsOf = ({ exited = 0, errored = 0, abnormal = 0, unhandled = 0, crashed = 0 }: Counts): number =>
  exited + errored + abnormal + unhandled + crashed;
