import {
  ConditionalCheckFailedException,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Regrouping, RegroupingState, RegroupingStore } from '../ports/regrouping-store.ts';
import { regroupingKey } from './keys/project.ts';
import { attributes, getItem, type Item, number, readNumber, readText, type Table, text } from './table.ts';

/** So long it is known, and can be taken back. */
const KEPT_SECONDS = 366 * 86_400;
/** An id in a cursor, which may be anything. */
const ID = /^[\da-f]{32}$/;

/** A row each, the newest found first by its key. */
export const dynamoRegroupingStore = (table: Table): RegroupingStore => ({
  add: async regrouping => {
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: toItem(regrouping) }));
  },

  get: async (projectId, id) => {
    if (!ID.test(id)) return undefined;
    const item = await getItem(table, regroupingKey(projectId, id), { consistent: true });
    return item && fromItem(item);
  },

  list: async (projectId, { limit, cursor }) => {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(regroupingKey(projectId, '').pk) },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: cursor && ID.test(cursor) ? attributes(regroupingKey(projectId, cursor)) : undefined,
      }),
    );
    const next = page.LastEvaluatedKey?.sk?.S;
    return { regroupings: (page.Items ?? []).map(fromItem), ...(next && { next }) };
  },

  advance: async (before, after) => {
    try {
      await table.client.send(
        new UpdateItemCommand({
          TableName: table.name,
          Key: attributes(regroupingKey(before.projectId, before.id)),
          ConditionExpression: '#state = :stateThen AND done = :doneThen',
          UpdateExpression: 'SET #state = :state, done = :done, faults = :faults',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':stateThen': text(before.state),
            ':doneThen': number(before.done),
            ':state': text(after.state),
            ':done': number(after.done),
            ':faults': text(JSON.stringify(after.faults)),
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
});

/** Texts of rules stand apart: within JSON they would be longer, and a row has room for 400 kB. */
const toItem = ({ projectId, id, at, user, state, steps, done, faults, rules }: Regrouping): Item => ({
  ...attributes(regroupingKey(projectId, id)),
  projectId: text(projectId),
  at: number(at),
  user: text(JSON.stringify(user)),
  state: text(state),
  steps: text(JSON.stringify(steps)),
  done: number(done),
  faults: text(JSON.stringify(faults)),
  ...(rules && {
    stacktraceRulesBefore: text(rules.before.groupingEnhancements),
    fingerprintRulesBefore: text(rules.before.fingerprintingRules),
    stacktraceRulesAfter: text(rules.after.groupingEnhancements),
    fingerprintRulesAfter: text(rules.after.fingerprintingRules),
  }),
  expires: number(Math.ceil(at / 1_000) + KEPT_SECONDS),
});

// What is read here was written above.
const fromItem = (item: Item): Regrouping => ({
  projectId: readText(item, 'projectId'),
  id: readText(item, 'sk'),
  at: readNumber(item, 'at'),
  user: JSON.parse(readText(item, 'user')) as Regrouping['user'],
  state: readText(item, 'state') as RegroupingState,
  steps: JSON.parse(readText(item, 'steps')) as Regrouping['steps'],
  done: readNumber(item, 'done'),
  faults: JSON.parse(readText(item, 'faults')) as Regrouping['faults'],
  ...(item.fingerprintRulesAfter && {
    rules: {
      before: {
        groupingEnhancements: readText(item, 'stacktraceRulesBefore'),
        fingerprintingRules: readText(item, 'fingerprintRulesBefore'),
      },
      after: {
        groupingEnhancements: readText(item, 'stacktraceRulesAfter'),
        fingerprintingRules: readText(item, 'fingerprintRulesAfter'),
      },
    },
  }),
});
