/** Functions in functions, with and without names. */
type Task = (input: number) => number;

function makeCounter(limit: number) {
  let count = 0;
  return function increment(by: number): number {
    const check = (next: number) => {
      if (next > limit) {
        throw new RangeError(`counted to ${next}`);
      }
      return next;
    };
    count = check(count + by);
    return count;
  };
}

const pipeline = {
  stages: [] as Task[],
  add(task: Task) {
    this.stages.push(task);
    return this;
  },
  run: function (input: number) {
    return this.stages.reduce((value, stage) => stage(value), input);
  },
  'quoted name': (input: number) => {
    if (input) throw new Error('quoted');
  },
  42: (input: number) => {
    if (input) throw new Error('numbered');
  },
  nested: {
    deeper: {
      fail: () => {
        throw new Error('deep in a literal');
      },
    },
  },
  get lazy(): never {
    throw new Error('lazy value');
  },
};

const registry: Record<string, () => void> = {};
registry.assigned = function () {
  throw new Error('assigned to a member');
};
registry['with space'] = () => {
  throw new Error('assigned by name');
};

const watched = new Proxy({ depth: 0 } as Record<string, number>, {
  get(target, key) {
    if (key === 'forbidden') throw new ReferenceError(`${String(key)} is forbidden`);
    return target[key as string];
  },
});

function tag(strings: TemplateStringsArray, ...values: unknown[]): string {
  if (values.length > 1) throw new Error(strings.join('|'));
  return String(values[0]);
}

const descend = (depth: number): number => (depth === 0 ? [].at(0)! + watched.forbidden : descend(depth - 1));

function mutualA(n: number): number {
  return mutualB(n - 1);
}
function mutualB(n: number): number {
  if (n < 0) throw new Error('too low');
  return mutualA(n - 1);
}

export const closureSites = {
  'closure in a closure': () => {
    const increment = makeCounter(3);
    for (;;) increment(2);
  },
  'callbacks of an array': () =>
    [[1], [2], null as unknown as number[]].map(row => row.map(cell => cell * 2)).filter(Boolean),
  'method of a literal': () => pipeline.add(n => n + 1).add(n => (n as unknown as { x: { y: number } }).x.y).run(1),
  'quoted member': () => pipeline['quoted name'](1),
  'numbered member': () => pipeline[42](1),
  'nested literal': () => pipeline.nested.deeper.fail(),
  'getter of a literal': () => pipeline.lazy,
  'assigned member': () => registry.assigned?.(),
  'assigned member by name': () => registry['with space']?.(),
  'proxy trap': () => watched.forbidden,
  'tagged template': () => tag`${1} and ${2}`,
  'recursion': () => descend(5),
  'mutual recursion': () => mutualA(6),
  'immediately called': () =>
    (function () {
      return (() => {
        throw new SyntaxError('at once');
      })();
    })(),
  'reviver': () =>
    JSON.parse('{"a":[1,2,{"b":3}]}', function revive(key, value) {
      if (key === 'b') throw new TypeError(`no ${key}`);
      return value;
    }),
  'default parameter': () => ((a: number, b = ((): number => { throw new Error('no default'); })()) => a + b)(1),
  'comparator': () => [3, 1, 2].sort((a, b) => { if (a !== b) throw new Error(`${a} against ${b}`.replace(/\d/g, 'n')); return 0; }),
  'promise chain': () =>
    Promise.resolve(1)
      .then(value => value + 1)
      .then(value => {
        if (value === 2) throw new Error('in a chain');
      }),
  'all settled': async () => {
    const results = await Promise.allSettled([1, 2].map(async n => {
      await null;
      if (n === 2) throw new Error('second of two');
    }));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  },
  'timer': () =>
    new Promise((_resolve, reject) => {
      setTimeout(function later() {
        try {
          (undefined as unknown as { missing(): void }).missing();
        } catch (error) {
          reject(error);
        }
      }, 1);
    }),
};
