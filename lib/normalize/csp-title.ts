import type { CspReport } from './csp-report.ts';

/** What a directive governs, in a word; those not listed are named by themselves. */
const SUBJECTS: Readonly<Record<string, string>> = {
  'child-src': 'child',
  'connect-src': 'connect',
  'font-src': 'font',
  'form-action': 'form',
  'frame-src': 'frame',
  'img-src': 'image',
  'manifest-src': 'manifest',
  'media-src': 'media',
  'object-src': 'object',
  'script-src': 'script',
  'script-src-elem': 'script',
  'script-src-attr': 'script attribute',
  'style-src': 'style',
  'style-src-elem': 'style',
  'style-src-attr': 'style attribute',
  'worker-src': 'worker',
};

/** `Blocked 'script' from 'evil.example'`. */
export function cspTitle({ directive, blocked, local }: CspReport): string {
  const subject = `'${SUBJECTS[directive] ?? (directive || 'resource')}'`;
  if (local === "'unsafe-inline'") return `Blocked unsafe inline ${subject}`;
  if (local === "'unsafe-eval'") return `Blocked unsafe eval() ${subject}`;
  if (blocked === 'inline') return `Blocked inline ${subject}`;
  return `Blocked ${subject} from ${blocked.startsWith("'") ? blocked : `'${blocked}'`}`;
}
