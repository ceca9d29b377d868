/** TypeScript's own: enums, namespaces, abstract classes, parameter properties, decorators. */
export enum OrderState {
  Open = 'open',
  Paid = 'paid',
  Lost = brokenNumber() as never,
}

const enum Size {
  Small = 1,
  Large,
}

function brokenNumber(): number {
  return 4;
}

namespace Shipping {
  export const zones = ['eu', 'kr'] as const;

  export namespace Rates {
    export function of(zone: string): number {
      if (!(zones as readonly string[]).includes(zone)) throw new RangeError(`we do not ship to ${zone}`);
      return zone.length;
    }
  }

  export class Parcel {
    constructor(
      private readonly zone: string,
      readonly size: Size = Size.Large,
    ) {}

    cost(): number {
      return Rates.of(this.zone) * this.size;
    }
  }
}

function logged(_target: unknown, name: string, descriptor: PropertyDescriptor): PropertyDescriptor {
  const inner = descriptor.value as (...args: unknown[]) => unknown;
  return {
    ...descriptor,
    value(this: unknown, ...args: unknown[]) {
      if (args.length === 0) throw new TypeError(`${name} needs an argument`);
      return inner.apply(this, args);
    },
  };
}

abstract class Order {
  protected constructor(protected readonly id: number) {}

  abstract validate(state: OrderState): void;

  submit(state: OrderState): string {
    this.validate(state);
    return `order ${this.id}`;
  }
}

class MailOrder extends Order {
  static create(id: number): MailOrder {
    return new MailOrder(id);
  }

  override validate(state: OrderState): void {
    if (state !== OrderState.Paid) {
      throw new Error(`order ${this.id} is ${state}`, { cause: new Error('an unpaid bill') });
    }
  }

  @logged
  cancel(reason: string): void {
    throw new Error(`cannot cancel: ${reason}`);
  }
}

function assertNever(value: never): never {
  throw new TypeError(`unexpected ${String(value)}`);
}

export const orderSites = {
  'namespace function': () => new Shipping.Parcel('mars').cost(),
  'abstract class': () => MailOrder.create(7).submit(OrderState.Open),
  'decorated method': () => MailOrder.create(8).cancel('too late'),
  'inside a decorator': () => (MailOrder.create(9).cancel as () => void)(),
  'generic helper': () => assertNever(OrderState.Lost as never),
};
