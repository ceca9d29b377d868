import type { Project } from '../../ports/project-store.ts';
import type { ApiDeps, ApiResponse } from '../api-request.ts';
import { type StatsQuery, statsQuery } from '../contract/stats.ts';
import { requireOrganization } from '../find-project.ts';
import { type ProjectRow, presentStats, toProjectRow } from '../present/stats.ts';
import { readContract } from '../read-contract.ts';
import { notFound, Refusal } from '../refusal.ts';
import { respondJson } from '../respond.ts';
import type { Call } from '../route.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days of projects that one request reads: each is a read of its own. */
const MAX_READS = 1_000;
/** Parameters that may be repeated. */
const LISTS = ['field', 'groupBy', 'project', 'category', 'outcome', 'reason'] as const;
/** `project=-1` is Sentry's way to say all of them. */
const ALL_PROJECTS = '-1';

/** What became of everything that an organization received, as Sentry counts it. The ledger says the same with more fates. */
export const getStats = async (
  deps: ApiDeps,
  { caller, params, request }: Call<{ org: string }>,
): Promise<ApiResponse> => {
  requireOrganization(caller, params.org);
  const lists = Object.fromEntries(LISTS.map(name => [name, request.query.getAll(name)]));
  const query = readContract(statsQuery(deps.clock.now()), { ...Object.fromEntries(request.query), ...lists });
  const projects = choose(await deps.projects.list(params.org), query.project);
  if (projects.length * Math.ceil((query.end - query.start) / DAY_MS + 1) > MAX_READS)
    throw new Refusal(400, 'statsPeriod: too long for so many projects; name fewer projects or a shorter time');
  const rows: ProjectRow[] = [];
  for (const { id } of projects) {
    const read = await deps.ledger.read(id, query.start - (query.start % HOUR_MS), query.end);
    rows.push(...read.map(row => toProjectRow(id, row)).filter(row => isAsked(row, query)));
  }
  return respondJson(presentStats(rows, query));
};

const choose = (all: readonly Project[], asked: readonly string[]): readonly Project[] => {
  const names = asked.filter(name => name !== '' && name !== ALL_PROJECTS);
  if (names.length === 0) return all;
  return [...new Set(names)].map(name => {
    const project = all.find(({ id, slug }) => id === name || slug === name);
    if (!project) throw notFound();
    return project;
  });
};

const isAsked = (row: ProjectRow, { category, outcome, reason }: StatsQuery): boolean =>
  includes(category, row.category) && includes(outcome, row.outcome) && includes(reason, row.reason);

const includes = (asked: readonly string[], value: string): boolean => asked.length === 0 || asked.includes(value);
