import { normalizeLog } from '../../normalize/log.ts';
import { takeContainer } from '../container.ts';
import { notKept } from '../not-kept.ts';

/** A container of log lines: each is read, and counted as not supported when it is sound. */
export const parseLog = notKept((item, context) => takeContainer('log', normalizeLog, item, context));
