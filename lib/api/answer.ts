import type { ApiDeps, ApiRequest, ApiResponse } from './api-request.ts';
import { authenticate } from './authenticate.ts';
import { type Match, matchRoute } from './match-route.ts';
import { refuseLargeBody } from './read-body.ts';
import { Refusal } from './refusal.ts';
import { respondRefusal } from './respond.ts';
import { ROUTES } from './route-table.ts';

/**
 * Answers one request of the API and the page: match → authenticate → validate → act → present, the last three being
 * the route's. What is refused becomes `{"detail": …}`; what a store throws goes on to the door.
 */
export const answerApi = async (deps: ApiDeps, request: ApiRequest): Promise<ApiResponse> => {
  try {
    const match = matchRoute(ROUTES, request.method, request.path);
    refuseLargeBody(request.body, match.route.maxBodyBytes);
    const response = await answerMatch(deps, request, match);
    return request.method === 'HEAD' ? { ...response, body: '' } : response;
  } catch (error) {
    if (error instanceof Refusal) return respondRefusal(error);
    throw error;
  }
};

const answerMatch = async (deps: ApiDeps, request: ApiRequest, { route, params }: Match): Promise<ApiResponse> => {
  if (route.access === 'open') return route.answer(deps, { params, request });
  const caller = await authenticate(deps, request, route.access);
  return route.answer(deps, { caller, params, request });
};
