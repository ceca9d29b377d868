/** Functions in every place in which a class or a literal can hold one. */
const KEY = Symbol('key');
const named = 'computed';

export class Shelf {
  static readonly all: Shelf[] = [];
  static counter = function () {
    throw new Error('counted by a static field');
  };
  static #secret = () => {
    throw new Error('a static private arrow');
  };

  #width = 0;
  handler = async (width: number) => {
    await null;
    this.width = width;
  };
  plain = function (this: unknown, depth: number): number {
    if (depth === 0) throw new Error('a plain function in a field');
    return depth;
  };

  static async open(width: number): Promise<Shelf> {
    const shelf = new this();
    await shelf.#fit(width);
    return shelf;
  }

  static reveal(): void {
    Shelf.#secret();
  }

  get width(): number {
    return this.#checked(this.#width);
  }

  set width(value: number) {
    this.#width = this.#checked(value);
  }

  #checked(value: number): number {
    if (!(value > 0)) throw new RangeError(`no shelf is ${value} wide`);
    return value;
  }

  async #fit(width: number): Promise<void> {
    await Promise.resolve();
    this.width = width;
  }

  get #hidden(): string {
    throw new Error('a private getter');
  }

  peek(): string {
    return this.#hidden;
  }

  *[Symbol.iterator](): Generator<number> {
    yield 1;
    throw new Error('an iterator of a class');
  }

  [named](): void {
    throw new Error('a computed method');
  }

  'quoted-method'(): void {
    throw new Error('a quoted method');
  }

  async *rows(): AsyncGenerator<number> {
    yield* this.more();
  }

  async *more(): AsyncGenerator<number> {
    await null;
    throw new Error('further rows');
  }
}

const withName = <T extends new (...args: any[]) => object>(Base: T) =>
  class extends Base {
    describe(): string {
      return (this as unknown as { missing: { name: string } }).missing.name;
    }
  };

const Labelled = withName(Shelf);

const factory = {
  async load() {
    await null;
    throw new Error('a shorthand that is async');
  },
  *walk() {
    yield 1;
    throw new Error('a shorthand that is a generator');
  },
  set limit(value: number) {
    if (value < 0) throw new RangeError('a setter of a literal');
  },
  [KEY]() {
    throw new Error('a symbol of a literal');
  },
  deep: { deeper: [() => { throw new Error('an arrow in a list'); }] },
  Inner: class {
    go() {
      throw new Error('a class in a literal');
    }
  },
  'kebab-case': { run: (n: number) => { if (n) throw new Error('below a quoted key'); } },
};

const { fallback = () => { throw new Error('a default of a pattern'); } } = {} as { fallback?: () => never };

let late: (() => never) | undefined;
late ??= () => { throw new Error('assigned when nothing was'); };

const fact = function factorial(n: number): number {
  if (n < 0) throw new RangeError('below zero');
  return factorial(n - 1);
};

export const memberSites = {
  'async field': () => new Shelf().handler(-1),
  'function in a field': () => new Shelf().plain(0),
  'function in a static field': () => Shelf.counter(),
  'static private arrow': () => Shelf.reveal(),
  'static async method': () => Shelf.open(0),
  'private getter': () => new Shelf().peek(),
  'setter with a private check': () => { new Shelf().width = -2; },
  'iterator of a class': () => [...new Shelf()],
  'computed method': () => new Shelf()[named](),
  'quoted method': () => new Shelf()['quoted-method'](),
  'delegating async generator': async () => { for await (const row of new Shelf().rows()) void row; },
  'class of a mixin': () => new Labelled().describe(),
  'async shorthand': () => factory.load(),
  'generator shorthand': () => [...factory.walk()],
  'setter of a literal': () => { factory.limit = -1; },
  'symbol of a literal': () => factory[KEY](),
  'arrow in a list': () => factory.deep.deeper[0]!(),
  'class in a literal': () => new factory.Inner().go(),
  'below a quoted key': () => factory['kebab-case'].run(1),
  'default of a pattern': () => fallback(),
  'assigned when nothing was': () => late!(),
  'named function expression': () => fact(2),
};
