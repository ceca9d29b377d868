import { NOW } from '../api/scene.ts';
import { busyIssue, eventId } from './stock.ts';

const ORGANIZATION = '/api/0/organizations/acme/';
const PROJECT = '/api/0/projects/acme/shop/';
const LIST = `${ORGANIZATION}issues/?project=shop&limit=25`;
const HOUR_S = 3_600;

/** What a screen asks the API for, and the read units that it may cost at most, whatever the table holds. */
export interface Screen {
  name: string;
  path: string;
  atMost: number;
  /** Rows that the answer has at least, so that nothing cheap passes because it is empty. */
  rows?: number;
  /** Reads on until it has found enough or has looked at as much as one request may. */
  looksFar?: true;
}

export const screens = (): Screen[] => {
  const issue = `${ORGANIZATION}issues/${busyIssue()}/`;
  return [
    { name: 'issue list, by last seen', path: LIST, atMost: 45, rows: 25 },
    { name: 'issue list, by events', path: `${LIST}&sort=freq`, atMost: 45, rows: 25 },
    { name: 'issue list, by first seen', path: `${LIST}&sort=new`, atMost: 80, rows: 25 },
    { name: 'issue list, by users', path: `${LIST}&sort=user`, atMost: 70, rows: 2 },
    { name: 'issue list, resolved', path: `${LIST}&query=is:resolved`, atMost: 45, rows: 10 },
    { name: 'issue list, 14 days beside each row', path: `${LIST}&groupStatsPeriod=14d`, atMost: 50, rows: 25 },
    { name: 'issue list, nothing beside the rows', path: `${LIST}&collapse=stats`, atMost: 32, rows: 25 },
    { name: 'issue list, all projects', path: `${ORGANIZATION}issues/?limit=25`, atMost: 48, rows: 25 },
    { name: 'search in the text', path: `${LIST}&query=undefined`, atMost: 45, rows: 25 },
    { name: 'search that finds nothing', path: `${LIST}&query=nothing-like-it`, atMost: 550, looksFar: true },
    { name: 'search by a tag that all have', path: `${LIST}&query=environment:*`, atMost: 60, rows: 25 },
    { name: 'search by a tag that none has', path: `${LIST}&query=environment:nowhere`, atMost: 250, looksFar: true },
    { name: 'issue', path: issue, atMost: 8 },
    { name: 'issue, by its short id', path: `${ORGANIZATION}shortids/SHOP-1/`, atMost: 8 },
    { name: 'tags of an issue', path: `${issue}tags/`, atMost: 6, rows: 5 },
    {
      name: 'events of an issue by the hour, 30 days',
      path: `${issue}stats/?since=${NOW / 1_000 - 30 * 24 * HOUR_S}`,
      atMost: 5,
      rows: 721,
    },
    { name: 'events of an issue, 25', path: `${issue}events/?per_page=25`, atMost: 20, rows: 25 },
    { name: 'newest event of an issue, and its neighbours', path: `${issue}events/latest/`, atMost: 8 },
    { name: 'one event of many, and its neighbours', path: `${issue}events/${eventId(50)}/`, atMost: 8 },
    { name: 'newest events of a project, 25', path: `${PROJECT}events/?per_page=25`, atMost: 45, rows: 25 },
    { name: 'projects', path: `${ORGANIZATION}projects/`, atMost: 4, rows: 3 },
    { name: 'ledger of a day', path: `${PROJECT}ledger/`, atMost: 8 },
    {
      name: 'counts of 14 days',
      path: `${ORGANIZATION}stats_v2/?field=sum(quantity)&groupBy=outcome&statsPeriod=14d&interval=1d&project=1`,
      atMost: 35,
    },
  ];
};
