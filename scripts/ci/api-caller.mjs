/**
 * Asks the API of a deployment. What it refuses is thrown, with the answer's status at `status`.
 *
 * @param {string} url of the deployment
 * @param {string} token
 * @returns {(method: string, path: string, body?: unknown) => Promise<any>} the answer's JSON, or its text where it is none
 */
export function apiCaller(url, token) {
  return async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw refused(`${method} ${path} was answered ${response.status}: ${text}`, response.status);
    if (text === '') return undefined;
    return response.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : text;
  };
}

function refused(message, status) {
  return Object.assign(new Error(message), { status });
}
