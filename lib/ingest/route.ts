import { PROJECT_ID } from '../protocol/dsn.ts';
import { Refusal } from '../protocol/refusal.ts';

/** The doors for SDKs. Each is found at `/api/{project}/<door>/`, below any prefix that a DSN's path may have. */
export const DOORS = { envelope: ['POST'], store: ['POST', 'GET'] } as const satisfies Record<
  string,
  readonly string[]
>;
export type Door = keyof typeof DOORS;

export interface Route {
  door: Door;
  /** `undefined` for the old `/api/store/`, whose project is that of the key. */
  projectId: string | undefined;
}

const ROUTE = /\/api\/(?:([^/]+)\/)?(envelope|store)\/?$/;
/** A gateway takes 10,240 bytes of request line and headers; a path that matters is short. */
const MAX_PATH_LENGTH = 2_048;

export const findRoute = (path: string, method: string): Route => {
  const match = path.length > MAX_PATH_LENGTH ? null : ROUTE.exec(path.replace(/\/{2,}/g, '/'));
  if (!match) throw new Refusal('not_found');
  const door: Door = match[2] === 'store' ? 'store' : 'envelope';
  const projectId = match[1];
  if (projectId === undefined && door === 'envelope') throw new Refusal('not_found');
  if (projectId !== undefined && !PROJECT_ID.test(projectId)) throw new Refusal('bad_project_path');
  if (!(DOORS[door] as readonly string[]).includes(method))
    throw new Refusal('method_not_allowed', [`allowed: ${DOORS[door].join(', ')}, OPTIONS`]);
  return { door, projectId };
};
