import type { Step } from './safe-fields.ts';

/**
 * Members of rrweb's events that say how a page is built and not what is on it: kinds of nodes, styles, shapes. A rule
 * would find somebody's number in the path of a drawing. All other texts are looked at: what is on a page, and in the
 * attributes of its elements, is anybody's.
 */
const STRUCTURE: ReadonlySet<string> = new Set([
  'tagName',
  'publicId',
  'systemId',
  'type',
  'rel',
  'class',
  'style',
  'cssText',
  '_cssText',
  'rr_width',
  'rr_height',
  'd',
  'points',
  'transform',
  'viewBox',
  'xmlns',
  'integrity',
]);

/** What the SDK adds to the page's events is at `[n].data.payload`; the first step is that of the list itself. */
const PAYLOAD = 'payload';
const PAYLOAD_DEPTH = 3;

/** Payloads of breadcrumbs, requests and the console have members of any name: nothing of them is structure. */
export const isStructure = (key: string, parents: readonly Step[]): boolean =>
  parents[PAYLOAD_DEPTH] !== PAYLOAD && STRUCTURE.has(key);
