/** What TypeScript alone has: enums that compute, namespaces that merge, abstract accessors, overloads, decorators. */
export enum Level {
  Low = 1,
  High = Low << 4,
  Named = 'named'.length,
}

export function priceOf(level: Level): number;
export function priceOf(level: Level, factor: number): number;
export function priceOf(level: Level, factor = priceOf.factorOf(level)): number {
  return level * factor;
}

export namespace priceOf {
  export const factorOf = (level: Level): number => {
    if (Level[level] === undefined) throw new RangeError(`no such level: ${level}`);
    return 2;
  };
}

export class Meter {
  constructor(protected value: unknown, private readonly unit = Meter.defaultUnit()) {}

  static defaultUnit(): string {
    return 'm';
  }

  read(): string {
    return (this.value as { toFixed(n: number): string }).toFixed(2) + this.unit;
  }
}

export namespace Meter {
  export class Broken extends Meter {
    override read(): string {
      return super.read();
    }
  }
  export namespace Tools {
    export async function calibrate(meter: Meter): Promise<string> {
      await null;
      return meter.read();
    }
  }
}

abstract class Source {
  protected abstract get rate(): number;

  total(count: number): number {
    return this.rate * count;
  }
}

class Dry extends Source {
  protected override get rate(): number {
    throw new Error('the source is dry');
  }
}

const traced = (name: string) => (_target: unknown, _key: string, descriptor: PropertyDescriptor) => {
  const inner = descriptor.value as (...args: unknown[]) => unknown;
  descriptor.value = function traced(this: unknown, ...args: unknown[]) {
    try {
      return inner.apply(this, args);
    } catch (cause) {
      throw new Error(`${name} failed`, { cause });
    }
  };
};

class Traced {
  @traced('fill')
  fill(amount: number): void {
    if (amount > 1) throw new RangeError('it runs over');
  }
}

const asserted = (value: unknown): asserts value is string => {
  if (typeof value !== 'string') throw new TypeError('not a string');
};

const typed = <const T extends readonly unknown[]>(...values: T): T => {
  for (const value of values) asserted(value satisfies unknown);
  return values;
};

export const typescriptSites = {
  'function merged with a namespace': () => priceOf(77 as Level),
  'class merged with a namespace': () => new Meter.Broken('x').read(),
  'nested namespace, async': () => Meter.Tools.calibrate(new Meter(undefined)),
  'abstract accessor': () => new Dry().total(2),
  'decorator factory': () => new Traced().fill(2),
  'assertion function': () => typed('a', 1),
};
