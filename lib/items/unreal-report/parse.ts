import { invalid, unsupported } from '../fate.ts';
import { notKept } from '../not-kept.ts';

/** A crash of the Unreal Engine, as its own reporter packs it. */
export const parseUnrealReport = notKept(({ payload }) =>
  payload.length === 0 ? invalid('error', 'invalid_unreal_report') : unsupported('unreal_report'),
);
