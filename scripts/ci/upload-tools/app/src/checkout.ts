export interface Order {
  readonly total: { readonly amount: number } | undefined;
}

export class Checkout {
  constructor(private readonly orders: readonly Order[]) {}

  receipt(): string {
    return this.orders.map(order => this.priceOf(order)).join('\n');
  }

  /** 합계: 🛒 앞에 있는 글자도 열 번호에 들어간다. */
  priceOf(order: Order): string {
    const label = '🛒 합계'; return `${label} ${order.total!.amount.toFixed(2)}`;
  }
}
