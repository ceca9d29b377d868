/** Why a rule can't be read, and where: line and column from 1. */
export interface RuleFault {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

/** Ends the reading of a rule. */
export class RuleSyntaxError extends Error {
  readonly at: number;

  constructor(reason: string, at: number) {
    super(reason);
    this.name = 'RuleSyntaxError';
    this.at = at;
  }
}

/** A line, and how far it has been read. */
export class LineCursor {
  at = 0;
  readonly line: string;

  constructor(line: string) {
    this.line = line;
  }

  get isAtEnd(): boolean {
    return this.at >= this.line.length;
  }

  starts(text: string): boolean {
    return this.line.startsWith(text, this.at);
  }

  /** Reads `text` when it is next. */
  skip(text: string): boolean {
    if (!this.starts(text)) return false;
    this.at += text.length;
    return true;
  }

  /** Reads what a sticky pattern matches here. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.line) ?? undefined;
    this.at += match?.[0].length ?? 0;
    return match;
  }

  skipSpace(): void {
    this.take(/[ \t\f\r]*/y);
  }

  fail(reason: string, at = this.at): never {
    throw new RuleSyntaxError(reason, at);
  }
}
