import { type ApiAccess, CommandError } from './api-client.ts';

/** What a command's flags or the environment say of Allim. Throws a `CommandError` that says what to type instead. */
export const accessOf = (url: string | undefined, token: string | undefined): ApiAccess => {
  if (!url) throw new CommandError('Say where Allim is, with --url or ALLIM_URL.');
  if (!/^https?:\/\/[^/]+/.test(url) || !URL.canParse(url)) throw new CommandError(`${url} is no address: https://…`);
  if (!token) throw new CommandError('Give an API token, with --token or ALLIM_TOKEN.');
  return { url: url.replace(/\/+$/, ''), token };
};
