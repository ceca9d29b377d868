import type { EventRowJson } from './event.ts';

/** A grouping hash that leads to an issue. */
export interface HashJson {
  id: string;
  /** The newest kept event of the issue that the hash belongs to; `null` when none is kept. */
  latestEvent: EventRowJson | null;
  mergedBySeer: false;
  /** Allim's own: the merged issue that splitting off this hash brings back; `null`: the hash is the issue's own. */
  mergedIssue: { id: string; shortId: string; count: string } | null;
}
