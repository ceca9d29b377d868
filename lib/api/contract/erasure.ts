import * as z from 'zod';
import type { ErasedCounts, Erasure } from '../../ports/erasure-store.ts';

/** Characters of what somebody is known by; SDKs' values are cut to less. */
const MAX_IDENTIFIER = 512;

const identifier = z
  .string()
  .trim()
  .min(1, 'This field may not be blank.')
  .max(MAX_IDENTIFIER)
  .refine(text => text.isWellFormed(), 'expected whole characters');

/** `POST` of a privacy request: whoever is known by any of these is meant. */
export const erasureRequest = z
  .strictObject({
    kind: z.literal('user'),
    /** Slug or id; absent: all projects. */
    project: z.string().min(1).max(100).optional(),
    userId: identifier.optional(),
    email: identifier.refine(text => text.includes('@'), 'expected an address like jane@example.com').optional(),
    username: identifier.optional(),
    ip: z.union([z.ipv4(), z.ipv6()], 'expected an IP address like 203.0.113.7').optional(),
  })
  .refine(({ userId, email, username, ip }) => [userId, email, username, ip].some(one => one !== undefined), {
    path: ['userId'],
    message: 'one of userId, email, username and ip is needed',
  });
export type ErasureRequestJson = z.output<typeof erasureRequest>;

/** An order to delete and, when it is done, the receipt. */
export interface ErasureJson {
  id: string;
  kind: Erasure['kind'];
  /** `requested`, `running`, `done`; `dropped`: what it was about had not been deleted. */
  state: Erasure['state'];
  requestedBy: string;
  dateRequested: string;
  dateStarted: string | null;
  dateFinished: string | null;
  /** Ids. */
  projects: string[];
  erased: ErasedCounts;
  /** Ids of issues that went, the first 500. */
  issues: string[];
}
