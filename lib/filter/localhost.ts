import { headerOf } from '../normalize/headers.ts';
import type { SentryEvent } from '../protocol/event.ts';
import type { Filter } from './filter.ts';
import { parseOrigin } from './origin.ts';

const LOCAL_ADDRESSES = new Set(['127.0.0.1', '::1']);
const LOCAL_HOST = /^(?:.*\.)?(?:localhost|127\.0\.0\.1)$|^\[::1\]$/;
const HOST_HEADERS = ['Host', 'X-Forwarded-Host'] as const;

/** Events of a developer's own machine: by the user's address, the page, or the host that was asked. */
export const localhost: Filter = settings => (settings.localhost ? isLocal : undefined);

const isLocal = ({ user, request }: SentryEvent): boolean =>
  LOCAL_ADDRESSES.has(user?.ip_address ?? '') ||
  isLocalUrl(request?.url) ||
  HOST_HEADERS.some(name => isLocalHost(headerOf(request?.headers, name)));

const isLocalUrl = (url: string | undefined): boolean => {
  if (url === undefined) return false;
  return /^file:/i.test(url) || isLocalHost(url);
};

const isLocalHost = (address: string | undefined): boolean =>
  address !== undefined && LOCAL_HOST.test(parseOrigin(address.trim()).host);
