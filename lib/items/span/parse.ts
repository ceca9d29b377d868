import { entryContext } from '../../normalize/entry-context.ts';
import { upgradeLegacySpan } from '../../normalize/legacy-span.ts';
import { normalizeSpan } from '../../normalize/span.ts';
import type { EnvelopeItem } from '../../protocol/envelope.ts';
import { CONTAINERS } from '../../protocol/item-container.ts';
import { isObject } from '../../protocol/json.ts';
import { mediaType } from '../../protocol/media-type.ts';
import { endEntries, entryRequest, takeContainer, unsupportedReason } from '../container.ts';
import type { EdgeContext } from '../edge-item.ts';
import { notKept } from '../not-kept.ts';
import { parseJson } from '../parse-json.ts';

/** A container of spans, or one span by itself, as SDKs sent it before there were containers. */
export const parseSpan = notKept((item, context) =>
  isContainer(item)
    ? takeContainer('span', normalizeSpan, item, context)
    : { outcomes: endEntries('span', fateOfLegacy(item.payload, context), { entries: 1, bytes: item.payload.length }) },
);

const isContainer = ({ header }: EnvelopeItem): boolean =>
  header.item_count !== undefined || mediaType(header.content_type) === CONTAINERS.span.contentType;

const fateOfLegacy = (payload: Uint8Array, context: EdgeContext): string => {
  const raw = parseJson(payload);
  if (raw === undefined) return 'invalid_json';
  const span = isObject(raw) && normalizeSpan(upgradeLegacySpan(raw), entryContext({}, entryRequest(context)));
  return span ? unsupportedReason('span') : CONTAINERS.span.invalid;
};
