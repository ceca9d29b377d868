export const SCRIPT_API = `
class Failure extends Error {
  constructor(status, detail) { super(detail); this.status = status; }
}
const request = async (method, path, body) => {
  const headers = { 'x-allim-client': 'web', accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(path, { method, headers, credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body) });
  const content = await response.text();
  if (!response.ok) throw new Failure(response.status, detailOf(content) || 'HTTP ' + response.status);
  return { value: content === '' ? null : JSON.parse(content), link: response.headers.get('link') || '' };
};
const detailOf = content => { try { return JSON.parse(content).detail; } catch { return ''; } };
const get = async path => (await request('GET', path)).value;
// The cursor of the next page, or null at the end.
const nextCursor = link => { const found = /rel="next"; results="true"; cursor="([^"]*)"/.exec(link); return found ? found[1] : null; };
const part = value => encodeURIComponent(value);
`;
