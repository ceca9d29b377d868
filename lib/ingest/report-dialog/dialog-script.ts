import type { JsonObject } from '../../protocol/json.ts';
import { compactScript, toScriptValue } from '../script.ts';
import { DIALOG_SOURCE } from './dialog-source.ts';
import { DIALOG_STYLE } from './dialog-style.ts';
import type { ReportTarget } from './target.ts';
import { dialogLanguage, dialogTexts, textOf } from './texts.ts';

const COMPACT_SOURCE = compactScript(DIALOG_SOURCE);

/** The dialog's script for one event, in the words that the page wants. */
export const dialogScript = (target: ReportTarget, query: URLSearchParams): string =>
  `${COMPACT_SOURCE}(${toScriptValue(toConfig(target, query))});\n`;

const toConfig = (target: ReportTarget, query: URLSearchParams): JsonObject => ({
  endpoint: endpointOf(target, query),
  lang: dialogLanguage(query),
  texts: dialogTexts(query),
  style: DIALOG_STYLE,
  name: textOf(query, 'name'),
  email: textOf(query, 'email'),
});

/** Back to where the page's SDK sends: it is known to be reached, and allowed by the page's policy. */
const endpointOf = ({ dsn, dsnText, eventId }: ReportTarget, query: URLSearchParams): string => {
  const answer = new URLSearchParams({ dsn: dsnText, eventId, lang: dialogLanguage(query) });
  return `${dsn.protocol}://${dsn.host}${dsn.path}/api/embed/error-page/?${answer.toString()}`;
};
