export interface Line {
  readonly sku: string;
  readonly price?: { readonly amount: number };
  readonly quantity: number;
}

/** Class members of every kind: public, private, static, getters, arrows in fields, computed names. */
export class Cart {
  static #instances = 0;
  static readonly currency = 'EUR';
  static lastTotal: number;

  static {
    Cart.lastTotal = 0;
  }

  readonly #lines: Line[] = [];
  onChange = (line: Line): number => {
    return this.#priceOf(line);
  };

  constructor(lines: readonly Line[], limit = 100) {
    if (lines.length > limit) throw new RangeError(`a cart holds ${limit} lines`);
    this.#lines.push(...lines);
    Cart.#instances += 1;
  }

  static of(...lines: Line[]): Cart {
    return new Cart(lines, 2);
  }

  static #checkCurrency(currency: string): void {
    if (currency !== Cart.currency) throw new TypeError(`no such currency: ${currency}`);
  }

  static exchange(currency: string): number {
    Cart.#checkCurrency(currency);
    return 1;
  }

  get total(): number {
    return this.#lines.reduce((sum, line) => sum + this.#priceOf(line) * line.quantity, 0);
  }

  set discount(percent: number) {
    if (percent > 100) throw new RangeError('nobody gives more than all');
  }

  #priceOf(line: Line): number {
    // No price: the error that this is about.
    return (line.price as { amount: number }).amount;
  }

  async checkout(pay: (total: number) => Promise<string>): Promise<string> {
    const receipt = await pay(this.#lines.length);
    return this.confirm(receipt);
  }

  private async confirm(receipt: string): Promise<string> {
    await Promise.resolve();
    throw new Error(`payment ${receipt} was declined`);
  }

  *batches(size: number): Generator<Line[]> {
    for (let start = 0; ; start += size) {
      if (start >= this.#lines.length) throw new RangeError('no more batches');
      yield this.#lines.slice(start, start + size);
    }
  }

  async *pages(): AsyncGenerator<Line> {
    for (const line of this.#lines) {
      await null;
      if (!line.price) throw new Error(`page without ${line.sku}`);
      yield line;
    }
  }

  ['print' + 'Receipt'](): string {
    return JSON.stringify({ lines: this.#lines, again: this.circular() });
  }

  circular(): object {
    const knot: { self?: object } = {};
    knot.self = knot;
    return knot;
  }

  [Symbol.iterator](): Iterator<Line> {
    throw new Error('not to be walked');
  }
}

class GiftCart extends Cart {
  constructor(lines: readonly Line[]) {
    super(lines, 1);
  }

  override get total(): number {
    return super.total;
  }
}

const PRICED: Line = { sku: 'cup', price: { amount: 3 }, quantity: 1 };
const UNPRICED: Line = { sku: 'pot', quantity: 2 };

export const cartSites = {
  'private method in a getter': () => new Cart([PRICED, UNPRICED]).total,
  'arrow in a field': () => new Cart([]).onChange(UNPRICED),
  'constructor': () => Cart.of(PRICED, PRICED, PRICED),
  'constructor through super': () => new GiftCart([PRICED, PRICED]),
  'getter through super': () => new GiftCart([UNPRICED]).total,
  'static private method': () => Cart.exchange('BTC'),
  'setter': () => {
    new Cart([]).discount = 101;
  },
  'async method': () => new Cart([PRICED]).checkout(async total => `#${total}`),
  'async callback of a method': () =>
    new Cart([PRICED]).checkout(async total => {
      await null;
      throw new Error(`the bank has no ${total}`);
    }),
  'generator': () => [...new Cart([PRICED]).batches(1)],
  'async generator': async () => {
    for await (const line of new Cart([PRICED, UNPRICED]).pages()) void line;
  },
  'computed method name': () => (new Cart([PRICED]) as unknown as Record<string, () => string>).printReceipt?.(),
  'symbol method': () => [...(new Cart([]) as unknown as Iterable<Line>)],
};
