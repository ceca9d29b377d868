/** As much of a file as decides whether it is merged. */
export interface MergeSource {
  bytes: number;
}

/** Bytes of a merged file, 466,000 fates: what a function with 512 MB of memory can sort beside its other work. */
export const MAX_MERGED_BYTES = 16 * 1024 * 1024;
/** Files of one merge: as many reads, and deletions. */
export const MAX_MERGED_FILES = 400;

/**
 * Which files of a day to merge next; none: it is good as it is. Small ones go together, and a larger one joins them once
 * they weigh as much as it does: what comes all day long is so written anew a few times, not each time. At the day's end all of
 * them go together.
 */
export const planMerge = <T extends MergeSource>(files: readonly T[], { isOver }: { isOver: boolean }): T[] => {
  const bySize = files.filter(({ bytes }) => bytes < MAX_MERGED_BYTES / 2).toSorted((a, b) => a.bytes - b.bytes);
  const group: T[] = [];
  let sum = 0;
  for (const file of bySize) {
    if (group.length === MAX_MERGED_FILES || sum + file.bytes > MAX_MERGED_BYTES) break;
    group.push(file);
    sum += file.bytes;
  }
  while (!isOver && group.length > 1) {
    const largest = group.at(-1)?.bytes ?? 0;
    if (largest <= sum - largest) break;
    sum -= largest;
    group.pop();
  }
  return group.length > 1 ? group : [];
};
