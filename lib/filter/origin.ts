/** Scheme, host and port as far as a text names them, in lower case. What a `data:` address holds is its host. */
export interface Origin {
  /** Without `:`; empty when there is no `://`. */
  scheme: string;
  host: string;
  /** What stands behind the host's colon. */
  port: string;
}

const ORIGIN = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^/?#@]*@)?(\[[^\]/]*\]|[^/?#:]*)(?::([^/?#]*))?/;
/** Code units; behind them no address has its host. */
const MAX_LENGTH = 500;

export const parseOrigin = (address: string): Origin => {
  if (/^data:/i.test(address)) return { scheme: 'data', host: address.slice(5, MAX_LENGTH).toLowerCase(), port: '' };
  const [, scheme = '', host = '', port = ''] = ORIGIN.exec(address.slice(0, MAX_LENGTH).toLowerCase()) ?? [];
  return { scheme, host, port };
};
