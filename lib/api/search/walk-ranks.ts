import { type IssueOrder, type IssueRank, type IssueStore, itself } from '../../ports/issue-store.ts';
import type { IssueWalk } from './issue-walk.ts';

/** Orders of one kind that are merged into one. */
export interface Stage {
  orders: readonly IssueOrder[];
  /** Ranks below this are not wanted. */
  lowest: number;
}

/** A place in a stage. No sort has more than two. */
export interface RankPosition extends IssueRank {
  stage: 0 | 1;
}

/** An order that is being read. */
interface Reading {
  order: IssueOrder;
  ranks: IssueRank[];
  /** Below this the store reads on. */
  below: IssueRank | undefined;
  more: boolean;
  /** Pages that were read. */
  pages: number;
}

/** Ranks that are read at once of one order, at least: so many cost half a read unit like one alone. */
const FEWEST_AT_ONCE = 10;

/** Ranks that are read at once of one order, at most: two read units. */
const MAX_PAGE = 100;

/**
 * Walks through orders of issues, one stage after the other, each merged by rank.
 * @param options `chunk`: ranks that are read together
 */
export const walkRanks = (
  issues: Pick<IssueStore, 'ranks' | 'get'>,
  stages: readonly [Stage] | readonly [Stage, Stage],
  from: RankPosition | undefined,
  options: { chunk: number },
): IssueWalk => {
  let stage: 0 | 1 = from?.stage ?? 0;
  let readings = open(stages[stage], from);

  /** The order whose next rank comes first, in the first stage that has any left. */
  const leading = async (): Promise<Reading | undefined> => {
    for (;;) {
      const size = Math.max(FEWEST_AT_ONCE, Math.ceil(options.chunk / Math.max(1, readings.length)));
      await Promise.all(readings.map(reading => readOn(issues, reading, size)));
      const first = readings.reduce<Reading | undefined>(
        (best, one) => (comesFirst(one, best) ? one : best),
        undefined,
      );
      if (first?.ranks[0] && first.ranks[0].at >= (stages[stage]?.lowest ?? 0)) return first;
      if (stage === 1 || stages.length === 1) return undefined;
      stage = 1;
      readings = open(stages[stage], undefined);
    }
  };

  const shift = async (): Promise<RankPosition | undefined> => {
    const rank = (await leading())?.ranks.shift();
    return rank && { ...rank, stage };
  };

  return {
    ended: async () => (await leading()) === undefined,
    take: async count => {
      const places: RankPosition[] = [];
      while (places.length < count) {
        const place = await shift();
        if (!place) break;
        places.push(place);
      }
      const ids = places.map(({ id }) => id);
      const found = await issues.get(ids, { consistent: false });
      return places.map(place => ({ issue: itself(found, place.id), position: place }));
    },
  };
};

const open = (stage: Stage | undefined, below: IssueRank | undefined): Reading[] =>
  (stage?.orders ?? []).map(order => ({ order, ranks: [], below, more: true, pages: 0 }));

const readOn = async (issues: Pick<IssueStore, 'ranks'>, reading: Reading, limit: number): Promise<void> => {
  while (reading.ranks.length === 0 && reading.more) {
    const { order, below } = reading;
    const page = await issues.ranks(order, {
      limit: pageSize(limit, reading.pages++),
      ...(below && { below: { at: below.at, id: below.id } }),
    });
    const last = page.ranks.at(-1);
    reading.ranks = page.ranks;
    reading.below = last ?? below;
    reading.more = page.more && last !== undefined;
  }
};

/** Who reads on is looking for something seldom. */
const pageSize = (first: number, pages: number): number => Math.min(Math.max(first, MAX_PAGE), first * 2 ** pages);

const comesFirst = (one: Reading, other: Reading | undefined): boolean => {
  const [a, b] = [one.ranks[0], other?.ranks[0]];
  if (a === undefined || b === undefined) return a !== undefined && b === undefined;
  return a.at > b.at || (a.at === b.at && a.id > b.id);
};
