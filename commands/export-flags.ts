import { parseArgs } from 'node:util';
import { accessOf } from './api-access.ts';
import { type ApiAccess, CommandError } from './api-client.ts';

export const USAGE = `npm run --silent export -- [options] > file.ndjson

  writes all that is kept of a project or of an issue to standard output, one line of JSON for each issue, event,
  file (without its bytes) and feedback, and what was written to standard error

  --url U            address of Allim                          ALLIM_URL
  --token T          API token with event:read                 ALLIM_TOKEN
  --project O/P      a project: slug of its organization, and its own slug or id
  --issue I          an issue, by its id or short id
`;

export interface ExportFlags {
  access: ApiAccess;
  /** Begins with `/api/0/`. */
  address: string;
}

/** Flags win over the environment. Throws a `CommandError` that says what to type instead. */
export const parseExportFlags = (
  argv: readonly string[],
  env: Record<string, string | undefined>,
): ExportFlags | 'help' => {
  const values = read(argv);
  if (values.help) return 'help';
  return { access: accessOf(values.url ?? env.ALLIM_URL, values.token ?? env.ALLIM_TOKEN), address: addressOf(values) };
};

const read = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        url: { type: 'string' },
        token: { type: 'string' },
        project: { type: 'string' },
        issue: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (cause) {
    throw new CommandError((cause as Error).message, { cause });
  }
};

const addressOf = ({ project, issue }: { project?: string; issue?: string }): string => {
  if ((project === undefined) === (issue === undefined))
    throw new CommandError('Say what to export: either --project organization/project, or --issue.');
  if (issue !== undefined) return `/api/0/issues/${encodeURIComponent(issue)}/export/`;
  const [, organization, slug] = /^([^/]+)\/([^/]+)$/.exec(project ?? '') ?? [];
  if (organization === undefined || slug === undefined)
    throw new CommandError(`${project} is no project: expected organization/project, like my-team/web.`);
  return `/api/0/projects/${encodeURIComponent(organization)}/${encodeURIComponent(slug)}/export/`;
};
