import { parseProjectId } from '../protocol/dsn.ts';
import { Refusal } from '../protocol/refusal.ts';
import { cronDoor } from './doors/cron.ts';
import type { Door } from './doors/door.ts';
import { envelopeDoor } from './doors/envelope.ts';
import { eventAttachmentsDoor } from './doors/event-attachments.ts';
import { minidumpDoor } from './doors/minidump.ts';
import { nelDoor } from './doors/nel.ts';
import { otlpLogsDoor } from './doors/otlp-logs.ts';
import { otlpTracesDoor } from './doors/otlp-traces.ts';
import { securityDoor } from './doors/security.ts';
import { storeDoor } from './doors/store.ts';
import { tunnelDoor } from './doors/tunnel.ts';
import { vercelLogsDoor } from './doors/vercel-logs.ts';

/** The doors below `/api/{project}/`, below any prefix that a DSN's path may have. */
const DOORS: readonly Door[] = [
  envelopeDoor,
  storeDoor,
  securityDoor,
  cronDoor,
  minidumpDoor,
  eventAttachmentsDoor,
  otlpTracesDoor,
  otlpLogsDoor,
  nelDoor,
  vercelLogsDoor,
];

export interface Route {
  door: Door;
  /** `undefined` where the path names no project: it is that of the key then. */
  projectId: string | undefined;
  params: Readonly<Record<string, string | undefined>>;
  /** The request says by its envelope alone who sends. */
  anonymous: boolean;
}

interface Pattern {
  door: Door;
  regExp: RegExp;
  anonymous: boolean;
}

const inProject = (door: Door): Pattern => ({
  door,
  regExp: new RegExp(`/api/(?<project>[^/]+)/(?:${door.path})/?$`),
  anonymous: door === envelopeDoor,
});

const PATTERNS: readonly Pattern[] = [
  ...DOORS.map(inProject),
  { door: storeDoor, regExp: /\/api\/store\/?$/, anonymous: false },
  { door: tunnelDoor, regExp: /\/tunnel\/?$/, anonymous: true },
];

/** A gateway takes 10,240 bytes of request line and headers; a path that matters is short. */
const MAX_PATH_LENGTH = 2_048;

/** Throws a `Refusal` for a path that is no door, a method that the door does not know, and a project that is none. */
export const findRoute = (path: string, method: string): Route => {
  if (path.length > MAX_PATH_LENGTH) throw new Refusal('not_found');
  const collapsed = path.replace(/\/{2,}/g, '/');
  for (const pattern of PATTERNS) {
    const match = pattern.regExp.exec(collapsed);
    if (match) return toRoute(pattern, match.groups ?? {}, method);
  }
  throw new Refusal('not_found');
};

const toRoute = (
  { door, anonymous }: Pattern,
  { project, ...params }: Record<string, string | undefined>,
  method: string,
): Route => {
  if (!door.methods.includes(method))
    throw new Refusal('method_not_allowed', [`allowed: ${[...door.methods, 'OPTIONS'].join(', ')}`]);
  const projectId = project === undefined ? undefined : parseProjectId(project);
  if (project !== undefined && projectId === undefined) throw new Refusal('bad_project_path');
  return { door, projectId, params, anonymous };
};
