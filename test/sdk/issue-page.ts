import type { EventJson } from '../../lib/api/contract/event.ts';
import type { IssueDetailsJson, IssueJson } from '../../lib/api/contract/issue.ts';
import type { InboxEntry } from '../../local/inbox.ts';
import { type RunningProduct, waitFor } from '../support/product.ts';

/** A frame as the API shows it. */
export interface FrameJson {
  filename: string | null;
  absPath: string | null;
  module: string | null;
  function: string | null;
  lineNo: number | null;
  colNo: number | null;
  inApp: boolean;
  context: [number, string][];
}

export interface ExceptionJson {
  type: string | null;
  value: string | null;
  mechanism: { type: string; handled?: boolean } | null;
  stacktrace: { frames: FrameJson[] } | null;
}

export interface BreadcrumbJson {
  type: string;
  category: string | null;
  level: string;
  message: string | null;
  data: Record<string, unknown> | null;
}

/** What a person finds behind a notification's link. */
export interface IssuePage {
  notification: InboxEntry;
  issue: IssueDetailsJson;
  event: EventJson;
  /** Oldest cause first. */
  exceptions: ExceptionJson[];
  breadcrumbs: BreadcrumbJson[];
}

export const listIssues = ({ api, ready }: RunningProduct, query = ''): Promise<IssueJson[]> =>
  api(`/api/0/projects/${ready.organization}/${ready.project}/issues/?limit=100&query=${encodeURIComponent(query)}`);

/** Waits until what has this text is announced, and opens it. */
export const openAnnounced = async (product: RunningProduct, text: string, withinMs?: number): Promise<IssuePage> => {
  const notification = await waitFor(`a notification of ${text}`, () => findNotification(product, text), withinMs);
  return openIssue(product, notification);
};

const findNotification = async (product: RunningProduct, text: string): Promise<InboxEntry | undefined> =>
  (await product.inbox()).find(entry => entry.text.includes(text));

const openIssue = async ({ api, ready }: RunningProduct, notification: InboxEntry): Promise<IssuePage> => {
  const address = `/api/0/organizations/${ready.organization}/issues/${notification.attributes.issue_id}/`;
  const [issue, event] = await Promise.all([
    api<IssueDetailsJson>(address),
    api<EventJson>(`${address}events/latest/`),
  ]);
  const values = (type: string): unknown => event.entries.find(entry => entry.type === type)?.data.values ?? [];
  return {
    notification,
    issue,
    event,
    // Shapes of the API's entries.
    exceptions: values('exception') as ExceptionJson[],
    breadcrumbs: values('breadcrumbs') as BreadcrumbJson[],
  };
};

/** Where it broke: the newest frame of the exception that was seen thrown which is the program's own. */
export const crashFrame = ({ exceptions }: IssuePage): FrameJson | undefined =>
  exceptions.at(-1)?.stacktrace?.frames.findLast(frame => frame.inApp);
