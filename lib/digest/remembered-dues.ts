import type { Due, DueStore } from '../ports/due-store.ts';

/** Rows that a process remembers having written. */
const MAX_REMEMBERED = 1_000;

/**
 * Writes a row once, though each of a batch's issues asks for it. A process that has written it does so no more: who
 * works on it takes it away for good, as it is of one day.
 */
export const rememberedDues = (store: Pick<DueStore, 'add'>): Pick<DueStore, 'add'> => {
  const written = new Map<string, Promise<void>>();
  return {
    add: due => {
      const name = nameOf(due);
      const asked = written.get(name) ?? write(store, written, due);
      written.set(name, asked);
      if (written.size > MAX_REMEMBERED) written.delete(written.keys().next().value ?? '');
      return asked;
    },
  };
};

const write = (store: Pick<DueStore, 'add'>, written: Map<string, Promise<void>>, due: Due): Promise<void> =>
  store.add(due).catch((error: unknown) => {
    written.delete(nameOf(due));
    throw error;
  });

const nameOf = ({ kind, id, at }: Due): string => `${kind}#${id}#${at}`;
