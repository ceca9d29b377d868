import { CommandError, callText } from './api-client.ts';
import type { ExportFlags } from './export-flags.ts';
import { printable } from './printable.ts';

/** A page that did not come is asked for again, this often in all. */
const ATTEMPTS = 3;

export interface ExportedLine {
  /** `issue`, `event`, `attachment`, `feedback`. */
  type: string;
  /** JSON without its line break; what would command a terminal is escaped, which changes nothing of what it says. */
  text: string;
}

/** All lines of an export, page after page to the end. A page counts only when all of it has come. */
export const exportLines = async function* ({ access, address }: ExportFlags): AsyncGenerator<ExportedLine> {
  for (let page: string | undefined = address; page !== undefined; ) {
    const { value, next }: Awaited<ReturnType<typeof callText>> = await withPatience(access, page);
    const lines = value.split('\n').filter(Boolean).map(toLine);
    yield* lines.filter(({ type }) => type !== 'next');
    if (next === undefined && lines.at(-1)?.type === 'next')
      throw new CommandError(
        'The answer says that there is more, and not where. Is a proxy leaving out the Link header?',
      );
    page = next;
  }
};

const withPatience = async (access: ExportFlags['access'], page: string) => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await callText(access, page);
    } catch (error) {
      // A refusal stays one; what did not answer may.
      if (attempt === ATTEMPTS || !(error instanceof CommandError) || error.cause === undefined) throw error;
    }
  }
};

const toLine = (line: string): ExportedLine => {
  try {
    const { type } = JSON.parse(line) as { type?: unknown };
    return { type: String(type), text: printable(line) };
  } catch (cause) {
    throw new CommandError(`The answer is no JSON. Is --url the address of Allim? ${line.slice(0, 200)}`, { cause });
  }
};
