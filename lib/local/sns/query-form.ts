/** The parameters of a request in the AWS Query protocol: `List.member.1.Name=…`. */
export class QueryForm {
  readonly #values: Map<string, string>;

  constructor(values: Map<string, string>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** The structures of a list (`member`) or a map (`entry`), in their order. */
  list(name: string, kind: 'member' | 'entry'): QueryForm[] {
    const prefix = `${name}.${kind}.`;
    const found = new Map<number, Map<string, string>>();
    for (const [key, value] of this.#values) {
      const [, index, rest] = key.startsWith(prefix) ? (MEMBER.exec(key.slice(prefix.length)) ?? []) : [];
      if (rest === undefined) continue;
      const values = found.get(Number(index)) ?? new Map<string, string>();
      found.set(Number(index), values.set(rest, value));
    }
    return [...found].sort(([a], [b]) => a - b).map(([, values]) => new QueryForm(values));
  }
}

export const parseQueryForm = (body: Uint8Array): QueryForm =>
  new QueryForm(new Map(new URLSearchParams(Buffer.from(body).toString())));

const MEMBER = /^(\d{1,4})\.(.+)$/;
