export default function (items: readonly { price?: { amount: number } }[]): number {
  return items.reduce((sum, item) => sum + item.price!.amount, 0);
}
