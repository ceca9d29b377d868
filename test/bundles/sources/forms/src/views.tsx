import type { ComponentType } from 'preact';
import renderToString from 'preact-render-to-string';
import { useEffect, useReducer, useState } from 'preact/hooks';

const Badge = ({ of }: { of?: { label: string } }) => <em>{of!.label}</em>;

const framed = <P extends object>(Inner: ComponentType<P>) => (props: P) => (
  <div class="frame">
    <Inner {...props} />
  </div>
);

const FramedBadge = framed(Badge);

function useTotal(lines: { amount: number }[]): number {
  const [total] = useReducer((_: number, next: number) => next, 0, () => lines.map(line => line.amount.toFixed()).length);
  useEffect(() => { throw new Error('effects do not run here'); });
  return total;
}

const Total = function ({ lines }: { lines: unknown[] }) {
  return <b>{useTotal(lines as { amount: number }[])}</b>;
};

export default ({ render }: { render: () => string }) => {
  const [text] = useState(render);
  return <>{text}</>;
};

export const viewSites = {
  'component of a component': () => renderToString(<FramedBadge />),
  'hook of its own': () => renderToString(<Total lines={[{ amount: 1 }, {}]} />),
  'render prop': () => renderToString(<ul>{[1, 2].map(n => <li key={n}>{(() => { if (n === 2) throw new Error('the second item'); return n; })()}</li>)}</ul>),
};
