/** What is wrong with a line. */
interface LineFault {
  /** Counts from 1. */
  readonly column: number;
  readonly why: string;
}

const BLANKS = /\s*/y;
const KEY = /[A-Za-z0-9_.-]+/y;
const QUOTED_KEY = /"([A-Za-z0-9_.:-]+)"/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const VARIABLE = /\{\{\s*[^\s{}]+\s*\}\}/y;
const ATTRIBUTE = /([A-Za-z_]+)="/y;

/** Reads one line from left to right, and remembers the first thing that is wrong with it. */
export class RuleLine {
  fault: LineFault | undefined;
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.skipBlanks();
  }

  /** Nothing is left of it but a comment. */
  isOver(): boolean {
    return this.at >= this.text.length || this.text[this.at] === '#';
  }

  isNext(sign: string): boolean {
    return this.text.startsWith(sign, this.at);
  }

  /** Where it is read on; counts from 1. */
  get column(): number {
    return this.at + 1;
  }

  fail(why: string, column = this.column): undefined {
    this.fault ??= { column, why };
    return undefined;
  }

  /** Takes a sign, and the blanks behind it, when it comes next. */
  take(sign: string): boolean {
    if (!this.isNext(sign)) return false;
    this.at += sign.length;
    this.skipBlanks();
    return true;
  }

  /** The name of a matcher, in quotes or not. */
  key(): string | undefined {
    return this.match(QUOTED_KEY)?.[1] ?? this.match(KEY)?.[0];
  }

  /** The name of an attribute that comes next; it is not taken. */
  attribute(): string | undefined {
    ATTRIBUTE.lastIndex = this.at;
    return ATTRIBUTE.exec(this.text)?.[1];
  }

  /** A text in quotes. */
  quoted(): string | undefined {
    const found = this.match(QUOTED)?.[1];
    if (found !== undefined) this.skipBlanks();
    return found === undefined ? undefined : unquote(found);
  }

  /** What a matcher compares with: a text in quotes, or one that ends with a blank. */
  argument(): string | undefined {
    return this.textUntil(/\s/, 'expected a pattern');
  }

  /** A part of a fingerprint: a text in quotes, or one that ends with a blank or a comma. */
  value(): string | undefined {
    return this.textUntil(/[\s,]/, 'expected a value of the fingerprint');
  }

  private textUntil(end: RegExp, otherwise: string): string | undefined {
    if (this.text[this.at] === '"') return this.quoted() ?? this.fail('a quote is never closed');
    const start = this.at;
    while (this.at < this.text.length && !end.test(this.text.charAt(this.at))) {
      // A variable may have blanks in it.
      if (!this.match(VARIABLE)) this.at++;
    }
    if (this.at === start) return this.fail(otherwise);
    const found = this.text.slice(start, this.at);
    this.skipBlanks();
    return found;
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  private skipBlanks(): void {
    this.match(BLANKS);
  }
}

/** Backslashes stand before quotes and backslashes; any other is itself. */
const unquote = (text: string): string => text.replace(/\\(["\\])/g, '$1');
