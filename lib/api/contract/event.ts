import type { Json, JsonObject } from '../../protocol/json.ts';
import type { UserReportJson } from './feedback.ts';

export interface EventUserJson {
  id: string | null;
  email: string | null;
  username: string | null;
  ip_address: string | null;
  name: string | null;
  geo: JsonObject | null;
  data: JsonObject | null;
}

/** A row in a list of events. */
export interface EventRowJson {
  id: string;
  eventID: string;
  groupID: string;
  projectID: string;
  projectSlug: string;
  'event.type': string;
  type: string;
  title: string;
  message: string;
  location: string | null;
  culprit: string;
  platform: string;
  dateCreated: string;
  dateReceived: string;
  tags: { key: string; value: string }[];
  user: EventUserJson | null;
}

/** `exception`, `message`, `threads`, `breadcrumbs`, `request`: what happened, one part each. */
export interface EntryJson {
  type: string;
  data: JsonObject;
}

export interface EventJson extends EventRowJson {
  size: number;
  entries: EntryJson[];
  contexts: Record<string, JsonObject>;
  /** What the SDK sent as `extra`. */
  context: JsonObject;
  packages: Record<string, string>;
  sdk: { name: string | null; version: string | null } | null;
  dist: string | null;
  release: { version: string } | null;
  metadata: JsonObject;
  errors: { type: string; message: string; data: JsonObject }[];
  fingerprints: string[];
  crashFile: null;
  occurrence: null;
  /** The newest of what users wrote about it. */
  userReport: UserReportJson | null;
  sdkUpdates: [];
  _meta: Json;
  /** The next newer and next older event of the issue. */
  nextEventID: string | null;
  previousEventID: string | null;
}
