/** A program with a Sentry SDK in it that throws when told to. */
export interface Thrower {
  /** For the report: what threw. */
  kind: string;
  /** Throws an error of a new issue; gives the moment in milliseconds since 1970, with fraction. */
  throwNew(name: string): Promise<number>;
  close(): Promise<void>;
}
