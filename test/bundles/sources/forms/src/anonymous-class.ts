export default class {
  readonly #stock = new Map<string, number>([['cup', 1]]);

  take(name: string): number {
    const left = this.#stock.get(name);
    if (left === undefined) throw new RangeError(`there is no ${name}`);
    return left - 1;
  }
}
