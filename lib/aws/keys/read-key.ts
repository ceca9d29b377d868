import { ATTACHMENTS, FEEDBACK } from './event.ts';
import { type Key, META } from './key.ts';

// The other direction of the files beside this one: what a key says about its row.

/** What a row is, as far as erasing goes. */
export const rowKind = ({ pk, sk }: Key): 'event' | 'attachment' | 'feedback' | 'issue' | 'project' | 'other' => {
  if (pk.startsWith('EVENT#')) {
    if (sk.startsWith(ATTACHMENTS)) return 'attachment';
    if (sk.startsWith(FEEDBACK)) return 'feedback';
    return sk === META ? 'event' : 'other';
  }
  if (sk !== META) return 'other';
  if (pk.startsWith('ISSUE#')) return 'issue';
  return pk.startsWith('PROJECT#') ? 'project' : 'other';
};

/** Partitions that are nobody's, or an organization's; their second part may look like the id of a project. */
const UNOWNED: ReadonlySet<string> = new Set([
  'OUTBOX',
  'DUE',
  'ORG',
  'KEY',
  'TOKEN',
  'SHORTID',
  'ERASURE',
  'ERASUREORDER',
  'BUNDLEDUE',
  'ASSEMBLY',
  'ORGTOKENS',
]);
const DECIMAL = /^\d{1,19}$/;

/** Whose rows a partition holds, as far as its key says it: nearly all begin with their kind and their project. */
export const ownerOfPartition = (pk: string): { project?: string; issue?: string } => {
  const [kind = '', first = '', second = ''] = pk.split('#');
  if (UNOWNED.has(kind)) return {};
  const [scope, id] = DECIMAL.test(first) ? [kind === 'ISSUE' ? 'ISSUE' : 'PROJECT', first] : [first, second];
  if (!DECIMAL.test(id)) return {};
  if (scope.toUpperCase() === 'ISSUE') return { issue: id };
  return scope.toUpperCase() === 'PROJECT' ? { project: id } : {};
};
