import type { Attributes } from '../protocol/attributes.ts';
import type { Json } from '../protocol/json.ts';
import { normalizeAttributes } from './attributes.ts';
import type { Contexts } from './contexts.ts';
import type { EntryContext } from './entry-context.ts';
import { AUTO_IP } from './user.ts';
import { addAgentContexts } from './user-agent.ts';

/** The attributes of an entry, with what the container allows to infer: the sender's address and browser. */
export const entryAttributes = (raw: Json | undefined, context: EntryContext): Attributes => {
  const attributes = normalizeAttributes(raw);
  settleAddress(attributes, context);
  if (context.inferAgent) addBrowser(attributes, context);
  return attributes;
};

const ADDRESS = 'client.address';

const settleAddress = (attributes: Attributes, { address, inferAddress }: EntryContext): void => {
  const sent = attributes[ADDRESS]?.value;
  if (sent !== AUTO_IP && (sent !== undefined || !inferAddress)) return;
  if (address === undefined) delete attributes[ADDRESS];
  else attributes[ADDRESS] = { type: 'string', value: address };
};

/** An entry that names its own user agent (a browser's report) is believed before the request's headers. */
const addBrowser = (attributes: Attributes, { userAgent, clientHints }: EntryContext): void => {
  if (attributes['browser.name'] !== undefined || attributes['browser.version'] !== undefined) return;
  const own = attributes['user_agent.original']?.value;
  const contexts: Contexts = {};
  addAgentContexts(
    contexts,
    name => (name === 'user-agent' ? (textOf(own) ?? userAgent) : own === undefined ? clientHints[name] : undefined),
    'javascript',
  );
  for (const field of ['name', 'version']) {
    const value = contexts.browser?.[field];
    if (typeof value === 'string' && value !== '') attributes[`browser.${field}`] = { type: 'string', value };
  }
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
