import { type Options, Parser, tokTypes } from 'acorn';
import { type RecordScope, recordScopes } from './scope-walk.ts';
import { childrenOf, type SyntaxNode } from './syntax-node.ts';

/** Nodes of the syntax tree that are held at one time, some 200 bytes each: those of the largest expressions. */
export const MAX_HELD_NODES = 1_500_000;
/** Digits of a number: to make a bigint of a million takes a second. */
const MAX_DIGITS = 10_000;
const TOO_LONG = new RegExp(`[0-9a-z_]{${MAX_DIGITS + 1}}`, 'iy');
const LINE_BREAKS = '\n\r\u2028\u2029';

/** What of acorn's parser is overridden here. Its version is pinned, and `test/symbolicate/scopes.test.ts` watches it. */
interface AcornParser {
  parse(): SyntaxNode;
  parseStatement(...context: readonly unknown[]): SyntaxNode;
  parseFunction(...context: readonly unknown[]): SyntaxNode;
  parseArrowExpression(...context: readonly unknown[]): SyntaxNode;
  parseMethod(...context: readonly unknown[]): SyntaxNode;
  parseClass(...context: readonly unknown[]): SyntaxNode;
  parseClassStaticBlock(...context: readonly unknown[]): SyntaxNode;
  parsePropertyName(property: unknown): unknown;
  parseGetterSetter(property: unknown): void;
  parseExprAtom(...context: readonly unknown[]): SyntaxNode;
  parseExprOp(left: SyntaxNode, start: number, ...context: readonly unknown[]): SyntaxNode;
  readNumber(startsWithDot: unknown): void;
  readRadixNumber(radix: unknown): void;
  readWord1(): string;
  finishToken(type: unknown, value: unknown): void;
  raise(place: number, message: string): never;
  finishNode(node: unknown, type: string): SyntaxNode;
  readonly input: string;
  pos: number;
}
const Acorn = Parser as unknown as new (options: Options, input: string) => AcornParser;

type Mutable = { -readonly [Field in keyof SyntaxNode]: SyntaxNode[Field] };

const EMPTY: SyntaxNode = { type: 'EmptyStatement', start: 0, end: 0 };
const NOTHING: readonly SyntaxNode[] = [];

/**
 * Reads a file without keeping its syntax tree: as soon as a statement or a function is read, its scopes are recorded,
 * and its inside is dropped. So a file of 10 MB costs as much memory as its largest expression, not a gigabyte.
 */
export class ScopeParser extends Acorn {
  private readonly record: RecordScope;
  /** Above 0: in code whose functions are called after what lies around it, which is not read yet. */
  private unsettled = 0;
  /** The next method is a getter or setter of an object literal. */
  private isAccessor = false;
  /** Where the last function or class began that has ended. */
  private lastScope = -1;
  /** Nodes that are referred to, at most. */
  private held = 0;
  /** Where the operation begins that is being read, and whether it goes on. */
  private operation = -1;
  private goesOn = false;

  constructor(options: Options, input: string, record: RecordScope) {
    super(options, input);
    this.record = record;
  }

  override parseStatement(...context: readonly unknown[]): SyntaxNode {
    const before = this.held;
    const statement = super.parseStatement(...context);
    if (this.unsettled > 0) return statement;
    recordScopes(statement, this.record);
    this.held = before + 1;
    return emptied(statement);
  }

  override parseFunction(...context: readonly unknown[]): SyntaxNode {
    return this.inFunction(() => super.parseFunction(...context));
  }

  override parseArrowExpression(...context: readonly unknown[]): SyntaxNode {
    return this.inFunction(() => super.parseArrowExpression(...context));
  }

  override parseMethod(...context: readonly unknown[]): SyntaxNode {
    if (!this.isAccessor) return this.inFunction(() => super.parseMethod(...context));
    this.isAccessor = false;
    const parsed = this.inUnsettled(() => super.parseMethod(...context));
    this.noteScope(parsed);
    return parsed;
  }

  /** Of object literals only; those of classes are methods. */
  override parseGetterSetter(property: unknown): void {
    this.isAccessor = true;
    super.parseGetterSetter(property);
  }

  /** A computed key may hold methods of its own. */
  override parsePropertyName(property: unknown): unknown {
    const before = this.isAccessor;
    this.isAccessor = false;
    const key = super.parsePropertyName(property);
    this.isAccessor = before;
    return key;
  }

  override parseClass(...context: readonly unknown[]): SyntaxNode {
    const parsed = super.parseClass(...context);
    this.noteScope(parsed);
    return parsed;
  }

  override parseClassStaticBlock(...context: readonly unknown[]): SyntaxNode {
    return this.inUnsettled(() => super.parseClassStaticBlock(...context));
  }

  /** Data needs no tree: a list or an object without functions is emptied at once. */
  override parseExprAtom(...context: readonly unknown[]): SyntaxNode {
    const before = this.held;
    const atom: Mutable = super.parseExprAtom(...context);
    if (this.lastScope >= atom.start) return atom;
    if (atom.type === 'ArrayExpression') atom.elements = NOTHING;
    else if (atom.type === 'ObjectExpression') atom.properties = NOTHING;
    else return atom;
    this.held = before + 1;
    return atom;
  }

  /** Acorn calls itself for each further operator: here it comes back instead, and thousands of them need no stack. */
  override parseExprOp(left: SyntaxNode, start: number, ...context: readonly unknown[]): SyntaxNode {
    if (this.operation === start) {
      this.goesOn = true;
      return left;
    }
    const before = this.operation;
    let result = left;
    do {
      this.operation = start;
      this.goesOn = false;
      result = super.parseExprOp(result, start, ...context);
    } while (this.hasMore());
    this.operation = before;
    return result;
  }

  override readNumber(startsWithDot: unknown): void {
    this.refuseLongNumber();
    super.readNumber(startsWithDot);
  }

  override readRadixNumber(radix: unknown): void {
    this.refuseLongNumber();
    super.readRadixNumber(radix);
  }

  /** Without compiling the expression, which of 10 MB takes half a gigabyte. */
  readRegexp(): void {
    const end = endOfRegexp(this.input, this.pos);
    if (end === -1) this.raise(this.pos, 'Unterminated regular expression');
    const pattern = this.input.slice(this.pos, end);
    this.pos = end + 1;
    this.finishToken(tokTypes.regexp, { pattern, flags: this.readWord1(), value: null });
  }

  override finishNode(node: unknown, type: string): SyntaxNode {
    if (++this.held > MAX_HELD_NODES) throw new RangeError('The file has an expression that is too large.');
    return super.finishNode(node, type);
  }

  /** What only makes a program wrong, such as a name declared twice, does not keep us from reading it. */
  strictDirective(): boolean {
    return false;
  }
  raiseRecoverable(): void {}
  declareName(): void {}
  checkLocalExport(): void {}
  checkExport(): void {}

  private refuseLongNumber(): void {
    TOO_LONG.lastIndex = this.pos;
    if (TOO_LONG.test(this.input)) throw new RangeError('The file has a number that is too long.');
  }

  private hasMore(): boolean {
    const { goesOn } = this;
    this.goesOn = false;
    return goesOn;
  }

  private inFunction(parse: () => SyntaxNode): SyntaxNode {
    const { unsettled, operation, held } = this;
    this.unsettled = 0;
    const parsed: Mutable = parse();
    this.unsettled = unsettled;
    for (const parameter of childrenOf(parsed, 'params')) recordScopes(parameter, this.record);
    recordScopes(parsed.body as SyntaxNode, this.record);
    // Acorn asks how many parameters there were, and of what type.
    parsed.body = EMPTY;
    this.operation = operation;
    this.held = held + 1 + childrenOf(parsed, 'params').length;
    this.noteScope(parsed);
    return parsed;
  }

  private noteScope(node: SyntaxNode): void {
    this.lastScope = Math.max(this.lastScope, node.start);
  }

  private inUnsettled(parse: () => SyntaxNode): SyntaxNode {
    this.unsettled++;
    const parsed = parse();
    this.unsettled--;
    return parsed;
  }
}

/** The slash that ends an expression, -1 without. In brackets it does not. */
function endOfRegexp(code: string, start: number): number {
  let inBrackets = false;
  for (let at = start; at < code.length; at++) {
    const sign = code.charAt(at);
    if (LINE_BREAKS.includes(sign)) return -1;
    if (sign === '/' && !inBrackets) return at;
    if (sign === '[') inBrackets = true;
    else if (sign === ']') inBrackets = false;
    // What follows means itself; a line break would not.
    else if (sign === '\\' && !LINE_BREAKS.includes(code.charAt(at + 1))) at++;
  }
  return -1;
}

/** What acorn still asks of a statement behind its end: what an `export` declares. */
function emptied(statement: Mutable): SyntaxNode {
  switch (statement.type) {
    case 'VariableDeclaration':
      for (const declarator of childrenOf(statement, 'declarations') as readonly Mutable[]) declarator.init = null;
      return statement;
    case 'FunctionDeclaration':
      return statement;
    case 'ClassDeclaration':
      statement.superClass = null;
      statement.body = EMPTY;
      return statement;
    default:
      return EMPTY;
  }
}
