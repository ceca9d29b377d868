import { printable } from './printable.ts';

/** Where Allim is, and who asks. */
export interface ApiAccess {
  /** Without a slash at the end. */
  url: string;
  token: string;
}

/** What a person is told: a sentence. */
export class CommandError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}

export interface Answer<T> {
  value: T;
  /** Of the next page; to be asked as any other address. */
  next?: string;
}

/** Milliseconds: longer than any answer of the API may take. */
const TIMEOUT_MS = 60_000;
/** Characters of an answer that is no JSON. */
const MAX_SHOWN = 200;

interface Init {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
}

/** Calls the API; `address` begins with `/api/0/`. */
export const callApi = async <T>(access: ApiAccess, address: string, init: Init = {}): Promise<Answer<T>> => {
  const { value: text, ...next } = await callText(access, address, init);
  // The caller knows the contract of what it asks for; a 204 has none.
  return { value: (text === '' ? undefined : parse(text)) as T, ...next };
};

/** The same, for what is not one piece of JSON. */
export const callText = async (
  { url, token }: ApiAccess,
  address: string,
  init: Init = {},
): Promise<Answer<string>> => {
  const response = await send(`${url}${address}`, token, init);
  const text = await response.text();
  if (!response.ok) throw new CommandError(refusalText(response.status, text));
  const next = nextPage(response.headers.get('link') ?? '');
  return { value: text, ...(next !== undefined && { next }) };
};

const send = async (
  target: string,
  token: string,
  { method = 'GET', body }: { method?: string; body?: unknown },
): Promise<Response> => {
  try {
    return await fetch(target, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new CommandError(`${new URL(target).origin} does not answer. Is --url right, and is Allim running there?`, {
      cause,
    });
  }
};

const refusalText = (status: number, text: string): string => {
  const detail = detailOf(text) ?? text.slice(0, MAX_SHOWN);
  if (status === 401) return `The token is not valid there (401): ${printable(detail)}`;
  return `Refused (${status}): ${printable(detail)}`;
};

const detailOf = (text: string): string | undefined => {
  try {
    // Sentry's error shape, if it is Allim that answers.
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === 'string' ? detail : undefined;
  } catch {
    // Something else answers there; its words are shown as they are.
    return undefined;
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandError(
      `The answer is no JSON. Is --url the address of Allim? ${printable(text.slice(0, MAX_SHOWN))}`,
      {
        cause,
      },
    );
  }
};

/** Without its host: the token goes nowhere else, and the page may be known by another name than it was asked by. */
const nextPage = (link: string): string | undefined =>
  /<[^>]*?(\/api\/0\/[^>]*)>; rel="next"; results="true"/.exec(link)?.[1];
