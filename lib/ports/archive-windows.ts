/**
 * Who and what came of an issue lately: kept only of issues that are archived until so much comes within a time. Sets,
 * not counters, so that what is delivered again is not counted again.
 */
export interface ArchiveWindows {
  /**
   * @param slot counts up with time
   * @param seen hashes of 8 bytes, as hex
   * @param expires milliseconds since 1970
   */
  add(
    issueId: string,
    slot: number,
    seen: { events: readonly string[]; users: readonly string[] },
    expires: number,
  ): Promise<void>;
  /** Distinct events and users from a slot on. */
  count(issueId: string, fromSlot: number): Promise<{ events: number; users: number }>;
}

/** Events or users that a condition within a time may ask for: each takes 8 bytes of a row that every batch reads. */
export const MAX_WINDOW_COUNT = 10_000;
