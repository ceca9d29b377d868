/** Waiting of every kind: what it is lowered to differs most from one compiler to the next. */
const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

async function fetchPart(part: number): Promise<number> {
  await wait(1);
  if (part === 2) throw new Error(`part ${part} is gone`);
  return part;
}

async function* parts(): AsyncGenerator<number> {
  for (let part = 0; ; part++) yield await fetchPart(part);
}

function* numbers(): Generator<number, void, number> {
  const sum = (yield 1) + (yield 2);
  if (sum > 2) throw new RangeError(`a sum of ${sum}`);
}

const retried = async <T>(times: number, action: () => Promise<T>): Promise<T> => {
  try {
    return await action();
  } catch (error) {
    if (times > 0) return retried(times - 1, action);
    throw error;
  } finally {
    await null;
  }
};

const delegate = function* (): Generator<number> {
  yield* inner();
  function* inner() {
    yield 1;
    throw new Error('a generator in a generator');
  }
};

export const asyncSites = {
  'async generator': async () => {
    const found: number[] = [];
    for await (const part of parts()) found.push(part);
    return found;
  },
  'generator that is told': () => {
    const each = numbers();
    each.next();
    each.next(2);
    each.next(3);
  },
  'retried arrow': () => retried(2, async () => fetchPart(2)),
  'delegating generator': () => [...delegate()],
  'async in a loop of arrows': () =>
    Promise.all([1, 2].map(async part => {
      const pair = await Promise.all([part, part + 1].map(n => fetchPart(n)));
      return pair[0];
    })),
  'executor of a promise': () => new Promise((_, reject) => { void (async () => { await wait(1); (null as unknown as { go(): void }).go(); })().catch(reject); }),
  'awaited default': async ({ part = fetchPart(2) } = {}) => await part,
  'async getter by proxy': async () => new Proxy({} as Record<string, Promise<number>>, { get: (_, key) => fetchPart(String(key).length) }).ab,
};
