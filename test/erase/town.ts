import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { issueKey } from '../../lib/aws/keys/issue.ts';
import { dynamoProjectStore } from '../../lib/aws/project-store.ts';
import { attributes, number, type Table } from '../../lib/aws/table.ts';
import { digestBatch } from '../../lib/digest/digest-batch.ts';
import type { Issue } from '../../lib/ports/issue-store.ts';
import { newProjectSettings, type Project } from '../../lib/ports/project-store.ts';
import type { QueueMessage } from '../../lib/protocol/queue-message.ts';
import { pseudonym } from '../../lib/scrub/pseudonym.ts';
import { digester, memoryBlobs, message, NOW, seededIds, toRecord } from '../support/digester.ts';

export const ORGANIZATION = 'my-team';
/** Ids that are found in a text wherever they stand. */
export const WEB = '810001';
export const SHOP = '810002';
export const PSEUDONYM_KEY = '5'.repeat(64);
/** Who lives there. */
export const JANE = { id: '7001', email: 'jane@example.com' };
export const BOB = { id: '7002', email: 'bob@example.com' };
/** Jane, where scrubbing has put pseudonyms. */
export const JANE_SCRUBBED = { email: pseudonym('email', JANE.email, PSEUDONYM_KEY) };

const project = (id: string, slug: string): Project => ({
  id,
  slug,
  name: `Name of ${slug}`,
  organization: ORGANIZATION,
  platform: 'javascript',
  dateCreated: NOW,
});

export const hex = (number: number): string => number.toString(16).padStart(32, '0');

/** What stands in an event's payload and nowhere else. */
export const planted = (number: number): string => `planted-${number}-text`;

interface Sent {
  number: number;
  project?: string;
  site?: string;
  user?: object;
}

/** A message with an event that has a file and what its user wrote. */
const sent = ({ number, project: projectId = WEB, site = 'pay', user = JANE }: Sent): QueueMessage => {
  const one = message({
    id: hex(number),
    eventId: hex(1_000 + number),
    site,
    project: projectId,
    at: NOW - number * 1_000,
    event: { user: { ...user }, extra: { text: planted(number), filling: filling(number) } },
  });
  const id = hex(2_000 + number);
  one.items.push(
    {
      ...{ type: 'attachment', id, eventId: hex(1_000 + number), name: 'app.log', contentType: 'text/plain' },
      ...{ attachmentType: 'event.attachment', size: 9, sha1: '0'.repeat(40), blob: fileOf(projectId, number) },
    },
    {
      ...{ type: 'feedback', id: hex(3_000 + number), eventId: hex(1_000 + number), timestamp: NOW },
      ...{ name: 'A person', email: 'email' in user ? String(user.email) : '', message: `feedback ${planted(number)}` },
    },
  );
  return one;
};

export const fileOf = (projectId: string, number: number): string =>
  `attachments/full/${projectId}/2026-11-22/${hex(2_000 + number)}`;

/** So long that payloads of a batch go into one object. */
const filling = (number: number): string =>
  Array.from({ length: 200 }, (_, index) => ((number * 7_919 + index * 104_729) % 1_000_003).toString(36)).join(' ');

/** Two projects of an organization with issues, events, files and feedback of two people. */
export const buildTown = async (table: Table, clock: { now(): number }) => {
  const blobs = memoryBlobs();
  const projects = dynamoProjectStore(table);
  await projects.createOrganization({ slug: ORGANIZATION, name: 'My team', dateCreated: NOW });
  for (const one of [project(WEB, 'web'), project(SHOP, 'shop')])
    await projects.createProject(one, newProjectSettings(one, PSEUDONYM_KEY));
  const parts = digester(table, { clock, ids: seededIds(5), blobs });
  const messages = [
    // A pack of six, three people's.
    ...[1, 2, 3, 4, 5, 6].map(number => sent({ number, user: [JANE, BOB, JANE_SCRUBBED][number % 3]! })),
    sent({ number: 7, site: 'login', user: BOB }),
    ...[11, 12, 13, 14, 15, 16].map(number => sent({ number, project: SHOP, user: number % 2 ? JANE : BOB })),
  ];
  for (const { items } of messages)
    for (const item of items)
      if (item.type === 'attachment')
        await blobs.put(item.blob, Buffer.from(`file-${Number.parseInt(item.id, 16) - 2_000}-`));
  const { failed } = await digestBatch(
    parts.deps,
    messages.map(one => toRecord(one)),
  );
  if (failed.size > 0) throw new Error('the town was not built');
  const issues = async (projectId: string): Promise<Issue[]> =>
    (await parts.issues.list(projectId, 'unresolved', { limit: 100 })).issues;
  return { ...parts, blobs, projects, issueStore: parts.issues, issues };
};

/** As deleting an issue hides it. */
export const hide = async (table: Table, issueId: string): Promise<void> => {
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: attributes(issueKey(issueId)),
      UpdateExpression: 'SET deleted = :at REMOVE gsi1pk, gsi1sk, gsi2pk, gsi2sk',
      ExpressionAttributeValues: { ':at': number(NOW) },
    }),
  );
};
