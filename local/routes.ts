/** A route of the HTTP API, as `serverless.yml` lists it; test/local/routes.test.ts keeps the two equal. */
export interface Route {
  /** `ANY /api/0/{proxy+}`, or `$default` for everything that no other route takes. */
  key: string;
  door: 'ingest' | 'api' | 'inbox';
}

export const ROUTES: readonly Route[] = [
  { key: 'ANY /api/0/', door: 'api' },
  { key: 'ANY /api/0/{proxy+}', door: 'api' },
  { key: 'GET /', door: 'api' },
  { key: 'ANY /auth/{proxy+}', door: 'api' },
  { key: 'GET /assets/{proxy+}', door: 'api' },
  { key: 'GET /issues/{proxy+}', door: 'api' },
  { key: '$default', door: 'ingest' },
];

/** Exists on a laptop only: what the topic's local subscriber received. */
export const LOCAL_ROUTES: readonly Route[] = [{ key: 'GET /local/inbox', door: 'inbox' }];

/** The most specific route wins: exact before `{proxy+}`, both before `$default`. */
export const findDoor = (method: string, url: string): { door: Route['door']; routeKey: string } => {
  const path = url.split('?', 1)[0] ?? '/';
  const all = [...LOCAL_ROUTES, ...ROUTES];
  const exact = all.find(route => matchesExactly(route.key, method, path));
  const greedy = all
    .filter(route => matchesGreedily(route.key, method, path))
    .sort((a, b) => b.key.length - a.key.length)
    .at(0);
  const { door, key } = exact ?? greedy ?? { door: 'ingest', key: '$default' };
  return { door, routeKey: key };
};

const split = (key: string): { method: string; path: string } => {
  const [method = '', path = ''] = key.split(' ');
  return { method, path };
};

const takes = (routeMethod: string, method: string): boolean => routeMethod === 'ANY' || routeMethod === method;

const matchesExactly = (key: string, method: string, path: string): boolean => {
  const route = split(key);
  return takes(route.method, method) && route.path === path;
};

const GREEDY = '{proxy+}';
const matchesGreedily = (key: string, method: string, path: string): boolean => {
  const route = split(key);
  if (!takes(route.method, method) || !route.path.endsWith(GREEDY)) return false;
  const prefix = route.path.slice(0, -GREEDY.length);
  return path.startsWith(prefix) && path.length > prefix.length;
};
