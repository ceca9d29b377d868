/**
 * What is to blame for an error of a port. `outage`: what lies behind it is busy or away, waiting may help and asking
 * for less would not. `too_large`: what was to be kept is larger than it takes. `other`: who asked.
 */
export type FaultOf = (error: unknown) => 'outage' | 'too_large' | 'other';
