import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 100;

/**
 * Asks until there is an answer, and gives up with what it was waiting for.
 *
 * @template T
 * @param {string} what
 * @param {number} withinMs
 * @param {() => Promise<T | undefined | false>} ask `undefined` and `false` are no answers
 * @returns {Promise<T>}
 */
export async function waitUntil(what, withinMs, ask) {
  const end = Date.now() + withinMs;
  do {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await sleep(PAUSE_MS);
  } while (Date.now() < end);
  throw new Error(`waited ${withinMs / 1000} s in vain for ${what}`);
}
