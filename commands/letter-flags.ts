import { parseArgs } from 'node:util';
import { DEAD_LETTER_REASONS, type DeadLetterReason } from '../lib/protocol/dead-letter.ts';
import { accessOf } from './api-access.ts';
import { type ApiAccess, CommandError } from './api-client.ts';

export const USAGE = `npm run dead-letters -- <command> [ids] [options]

  list       messages that were given up, latest first
  show       one of them with what can be read of it: show <id>
  redrive    sends them to the digest again: redrive <id>… or with --project, --reason, --unattributed or --all
  delete     drops them for good, they stay counted as dead-lettered; the same choice as redrive

  --url U            address of Allim                          ALLIM_URL
  --token T          API token with event:admin                ALLIM_TOKEN
  --organization O   when the token's own is not the one meant
  --project P        only those of a project, by slug or id
  --reason R         only those of a reason:
                     ${DEAD_LETTER_REASONS.join(', ')}
  --unattributed     those of which nobody knows whose they are (needs org:admin)
  --all              all of the organization
  --json             one line of JSON for each answer
`;

export const COMMANDS = ['list', 'show', 'redrive', 'delete'] as const;

export interface LetterFlags {
  command: (typeof COMMANDS)[number];
  access: ApiAccess;
  organization?: string;
  ids: string[];
  project?: string;
  reason?: DeadLetterReason;
  unattributed: boolean;
  all: boolean;
  json: boolean;
}

/** Flags win over the environment. Throws a `CommandError` that says what to type instead. */
export const parseLetterFlags = (
  argv: readonly string[],
  env: Record<string, string | undefined>,
): LetterFlags | 'help' => {
  const { values, positionals } = read(argv);
  const [command, ...ids] = positionals;
  if (values.help || command === undefined || command === 'help') return 'help';
  const flags = {
    command: oneOf(COMMANDS, command, 'command'),
    access: accessOf(values.url ?? env.ALLIM_URL, values.token ?? env.ALLIM_TOKEN),
    ...(values.organization !== undefined && { organization: values.organization }),
    ids: ids.map(checkId),
    ...(values.project !== undefined && { project: values.project }),
    ...(values.reason !== undefined && { reason: oneOf(DEAD_LETTER_REASONS, values.reason, 'reason') }),
    unattributed: values.unattributed ?? false,
    all: values.all ?? false,
    json: values.json ?? false,
  };
  refuseContradictions(flags);
  return flags;
};

const read = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        token: { type: 'string' },
        organization: { type: 'string' },
        project: { type: 'string' },
        reason: { type: 'string' },
        unattributed: { type: 'boolean' },
        all: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    throw new CommandError((cause as Error).message, { cause });
  }
};

const oneOf = <T extends string>(known: readonly T[], text: string, what: string): T => {
  const found = known.find(one => one === text);
  if (found === undefined) throw new CommandError(`There is no ${what} ${text}: it is one of ${known.join(', ')}.`);
  return found;
};

const checkId = (id: string): string => {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new CommandError(`${id} is no id of a dead letter: those have 32 hex digits.`);
  return id;
};

const refuseContradictions = ({ command, ids, project, reason, unattributed, all }: LetterFlags): void => {
  const isFiltered = project !== undefined || reason !== undefined || unattributed;
  if (unattributed && project !== undefined) throw new CommandError('--unattributed letters have no --project.');
  if (command === 'list' && ids.length > 0) throw new CommandError('list takes no ids; show takes one.');
  if (command === 'show' && ids.length !== 1) throw new CommandError('show takes the id of one letter.');
  if (command !== 'redrive' && command !== 'delete') return;
  if (ids.length > 0 && (isFiltered || all))
    throw new CommandError(`${command} takes ids, or a choice of them, not both.`);
  if (ids.length === 0 && !isFiltered && !all)
    throw new CommandError(`Say which ones to ${command}: ids, --project, --reason, --unattributed or --all.`);
};
