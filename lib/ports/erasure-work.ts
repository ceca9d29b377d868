import type { Erasure, ErasureOrder } from './erasure-store.ts';

/** An order that is being worked off, and how far it has come. */
export interface ErasureTask {
  erasure: Erasure;
  order: ErasureOrder;
  /** Marks of what a person was counted by, as they are found with the events; at most `MAX_NOTED`. It grows meanwhile. */
  noted: string[];
  /** How often everything was looked through already: what was on its way when the order was given comes later. */
  looks: number;
  /** Where this look goes on, in the words of whoever works; `undefined` at its beginning. */
  place?: string;
}

/** The sweep's side of orders to delete. One sweep at a time works on them: payloads that lie in one object are rewritten. */
export interface ErasureWork {
  /** `undefined` while another sweep has it. It lapses by itself at `until` (ms). */
  takeTurn(now: number, until: number): Promise<Turn | undefined>;
  /** The order whose time came first. */
  next(now: number): Promise<ErasureTask | undefined>;
  /** Notes that it is being worked on, the first time. */
  start(task: ErasureTask, at: number): Promise<void>;
  /** Notes how far a look has come. */
  note(task: ErasureTask, place: string): Promise<void>;
  /** A look is at its end: everything was gone at `at`. @param again when to look once more (ms) */
  finish(task: ErasureTask, at: number, again: number | undefined): Promise<void>;
  /** Goes on later: what fails must not keep others waiting. */
  postpone(task: ErasureTask, until: number): Promise<void>;
  /** Nothing is to be done: what it was about is not deleted. */
  drop(task: ErasureTask, at: number): Promise<void>;
}

export interface Turn {
  giveUp(): Promise<void>;
}
