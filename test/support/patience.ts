/**
 * Milliseconds after which a test gives up what it waits for. Nothing is awaited that long: it takes seconds, and a
 * machine whose cores are busy with something else takes ten times as many.
 */
export const PATIENCE_MS = 180_000;
