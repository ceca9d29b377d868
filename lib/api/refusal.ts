/** A request that is not done as a whole. Thrown anywhere below the recipe, answered in one place. */
export class Refusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 405 | 413;
  readonly headers: Record<string, string>;

  /** `detail` is shown to the caller. */
  constructor(status: Refusal['status'], detail: string, headers: Record<string, string> = {}) {
    super(detail);
    this.name = 'Refusal';
    this.status = status;
    this.headers = headers;
  }
}

/** Also for what exists but belongs to somebody else: the two must not be told apart. */
export const notFound = (): Refusal => new Refusal(404, 'The requested resource does not exist');
