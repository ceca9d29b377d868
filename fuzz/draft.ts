/** A request before its sender says who it is and how it is encoded. */
export interface Draft {
  origin: string;
  method: string;
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
}

export const draft = (origin: string, over: Partial<Omit<Draft, 'origin'>>): Draft => ({
  origin,
  method: 'POST',
  path: '/',
  query: new URLSearchParams(),
  headers: {},
  body: new Uint8Array(),
  ...over,
});
