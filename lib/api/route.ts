import type { ApiDeps, ApiRequest, ApiResponse } from './api-request.ts';
import type { Caller } from './authenticate.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** `'/api/0/organizations/:org/'` → `'org'`. */
type ParamName<P extends string> = P extends `${string}:${infer Name}/${infer Rest}` ? Name | ParamName<Rest> : never;
type Params<P extends string> = Readonly<Record<ParamName<P>, string>>;

/** What a route is asked, once it is known who asks. */
export interface Call<P = Readonly<Record<string, string>>> {
  caller: Caller;
  params: P;
  request: ApiRequest;
}
/** What a route is asked that anyone may ask. */
export type OpenCall<P = Readonly<Record<string, string>>> = Omit<Call<P>, 'caller'>;

/** Bytes of its body, where it takes more than others do. */
interface RouteOptions {
  maxBodyBytes?: number;
}

export type Route = { method: Method; path: string } & RouteOptions &
  (
    | { access: 'open'; answer: (deps: ApiDeps, call: OpenCall) => Promise<ApiResponse> }
    | { access: readonly string[]; answer: (deps: ApiDeps, call: Call) => Promise<ApiResponse> }
  );

/** A route that anyone may ask. `path` ends in a slash, which a request may leave out. */
export const open = <P extends string>(
  method: Method,
  path: P,
  answer: (deps: ApiDeps, call: OpenCall<Params<P>>) => Promise<ApiResponse>,
): Route => ({
  method,
  path,
  access: 'open',
  answer,
});

/** A route for callers who have one of `scopes`. */
export const guarded = <P extends string>(
  method: Method,
  path: P,
  scopes: readonly string[],
  answer: (deps: ApiDeps, call: Call<Params<P>>) => Promise<ApiResponse>,
  options: RouteOptions = {},
): Route => ({
  ...options,
  method,
  path,
  access: scopes,
  answer,
});
