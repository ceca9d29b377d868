import { headerOf } from '../normalize/headers.ts';
import type { SentryEvent } from '../protocol/event.ts';
import type { Sender } from './filter.ts';

/** The user's own agent. Browsers send security reports themselves; anything else may be sent by a server or a tunnel. */
export const userAgentOf = (event: SentryEvent, sender: Sender): string | undefined =>
  headerOf(event.request?.headers, 'User-Agent') ?? (event.type === 'csp' ? sender.userAgent : undefined);
