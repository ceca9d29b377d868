import { Component, createContext, type ComponentChildren } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import renderToString from 'preact-render-to-string';

const Theme = createContext<{ colour?: { name: string } }>({});

function Price({ of }: { of: { amount?: { toFixed(n: number): string } } }) {
  const text = useMemo(() => of.amount!.toFixed(2), [of]);
  return <b title={text}>{text}</b>;
}

const Shelf = ({ items }: { items: { name: string }[] | undefined }) => (
  <ul>
    {items!.map(item => (
      <li key={item.name}>{item.name.toUpperCase()}</li>
    ))}
  </ul>
);

class Panel extends Component<{ title: string; children?: ComponentChildren }, { open: boolean }> {
  state = { open: true };

  toggle = () => {
    this.setState(({ open }) => ({ open: !open }));
  };

  get heading(): string {
    if (this.props.title === '') throw new Error('a panel needs a title');
    return this.props.title;
  }

  render() {
    return (
      <section onClick={this.toggle}>
        <h1>{this.heading}</h1>
        {this.state.open && this.props.children}
      </section>
    );
  }
}

function Themed() {
  const theme = useContext(Theme);
  const [shade] = useState(() => theme.colour!.name);
  return <i class={shade}>…</i>;
}

export const componentSites = {
  'function component with a memo': () => renderToString(<Panel title="one"><Price of={{}} /></Panel>),
  'arrow component, list': () => renderToString(<Panel title="two"><Shelf items={[{ name: 'a' }, {} as { name: string }]} /></Panel>),
  'class component, getter': () => renderToString(<Panel title="" />),
  'hook initializer under a context': () =>
    renderToString(
      <Theme.Provider value={{}}>
        <Panel title="three">
          <Themed />
        </Panel>
      </Theme.Provider>,
    ),
};
