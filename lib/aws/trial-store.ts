import { DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Trial, TrialStore } from '../ports/trial-store.ts';
import { TRIALS, trialKey } from './keys/trial.ts';
import { attributes, type Item, number, readText, type Table, text } from './table.ts';

/** Longer than a record's five deliveries take, six minutes each. */
const TRIAL_SECONDS = 3_600;
/** That many digests seldom die within an hour; of more the latest count. */
const MAX_TRIALS = 200;

export const dynamoTrialStore = (table: Table, deps: { clock: Clock; ids: Pick<Ids, 'hex32'> }): TrialStore => ({
  begin: async records => {
    const id = `${new Date(deps.clock.now()).toISOString()}#${deps.ids.hex32()}`;
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: {
          ...attributes(trialKey(id)),
          records: text(JSON.stringify(records)),
          expires: number(Math.floor(deps.clock.now() / 1_000) + TRIAL_SECONDS),
        },
      }),
    );
    return { id, records };
  },

  end: async ({ id }) => {
    await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: attributes(trialKey(id)) }));
  },

  open: async () => {
    const since = new Date(deps.clock.now() - TRIAL_SECONDS * 1_000).toISOString();
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk > :since',
        ExpressionAttributeValues: { ':pk': text(TRIALS), ':since': text(since) },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: MAX_TRIALS,
      }),
    );
    return Items.map(toTrial);
  },
});

const toTrial = (item: Item): Trial => ({
  id: readText(item, 'sk'),
  // Written above.
  records: JSON.parse(readText(item, 'records')) as string[],
});
