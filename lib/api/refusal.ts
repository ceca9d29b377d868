/** Characters of a fault: it may quote what was sent. */
const MAX_DETAIL = 500;

/** Sentry's way to say what is wrong with which field. */
export type FieldFaults = Readonly<Record<string, string | readonly string[]>>;

/** A request that is not done as a whole. Thrown anywhere below the recipe, answered in one place. */
export class Refusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413;
  readonly headers: Record<string, string>;
  /** What is wrong with each field, where fields are. */
  readonly fields: FieldFaults;

  /** `detail` is shown to the caller. */
  constructor(
    status: Refusal['status'],
    detail: string,
    headers: Record<string, string> = {},
    fields: FieldFaults = {},
  ) {
    super(detail);
    this.name = 'Refusal';
    this.status = status;
    this.headers = headers;
    this.fields = fields;
  }
}

/** Also for what exists but belongs to somebody else: the two must not be told apart. */
export const notFound = (): Refusal => new Refusal(404, 'The requested resource does not exist');

/** What upload tools are told. They show `detail` as a sentence, and all of the JSON where an `error` stands beside it. */
export const refuseUpload = (why: string): Refusal => new Refusal(400, why);

/** What is wrong with the fields of a request. The first of them is the detail. */
export const refuseFields = (faults: readonly { field: string; why: string }[]): Refusal => {
  const groups = Map.groupBy(faults, ({ field }) => field.split('.', 1)[0] ?? '');
  const fields = [...groups].filter(([name]) => name !== '').map(([name, some]) => [name, some.map(describe)] as const);
  const [first] = faults;
  const detail = first ? (first.field === '' ? first.why : `${first.field}: ${first.why}`) : 'Invalid request';
  return new Refusal(400, detail.slice(0, MAX_DETAIL), {}, Object.fromEntries(fields));
};

/** The place within a field, if any, and why. */
const describe = ({ field, why }: { field: string; why: string }): string => {
  const [, ...within] = field.split('.');
  return (within.length === 0 ? why : `${within.join('.')}: ${why}`).slice(0, MAX_DETAIL);
};
