import { createRequire } from 'node:module';

/**
 * Loads a package as osls itself would. It brings the AWS clients that a deploy needs, so the plugin takes those and
 * the project needs no second copy.
 */
export const oslsRequire = createRequire(createRequire(import.meta.url).resolve('serverless/package.json'));
