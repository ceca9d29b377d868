/** One step of a selector's path. Keys are in lower case, as any case matches. */
export type SelectorItem =
  | { readonly kind: 'type'; readonly types: number }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  /** `*`: any one step. */
  | { readonly kind: 'any' }
  /** `**`: one step or more. */
  | { readonly kind: 'deep' };

/** Which values an application's rules are for. */
export type Selector =
  | { readonly kind: 'path'; readonly items: readonly SelectorItem[] }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Selector[] }
  | { readonly kind: 'not'; readonly part: Selector };
