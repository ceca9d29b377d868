/** The order in which numbers come by a first key, then by a second, then as they came. 32 bits each. */
export function sortedOrder(first: Uint32Array, second: Uint32Array): Uint32Array {
  const bySecond = ranked(second);
  const byFirst = ranked(bySecond.map(at => first[at] ?? 0));
  return byFirst.map(rank => bySecond[rank] ?? 0);
}

/** Places by value. The place in the low half of each key makes the sort stable, and lets it run without a comparator. */
function ranked(values: Uint32Array): Uint32Array {
  const keys = new BigUint64Array(values.length);
  const halves = new Uint32Array(keys.buffer);
  // Little-endian, as all machines are that Node runs on.
  for (let at = 0; at < values.length; at++) {
    halves[2 * at] = at;
    halves[2 * at + 1] = values[at] ?? 0;
  }
  keys.sort();
  return values.map((_, at) => halves[2 * at] ?? 0);
}
