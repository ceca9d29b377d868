import type { Json } from '../protocol/json.ts';

/** What a signal of Darwin was sent for, by its number: the names of its codes, from 0; an empty place has none. */
const DARWIN_CODES: Readonly<Record<number, readonly string[]>> = {
  4: 'ILL_NOOP,ILL_ILLOPC,ILL_ILLTRP,ILL_PRVOPC,ILL_ILLOPN,ILL_ILLADR,ILL_PRVREG,ILL_COPROC,ILL_BADSTK'.split(','),
  5: ',TRAP_BRKPT,TRAP_TRACE'.split(','),
  7: ',POLL_IN,POLL_OUT,POLL_MSG,POLL_ERR,POLL_PRI,POLL_HUP'.split(','),
  8: 'FPE_NOOP,FPE_FLTDIV,FPE_FLTOVF,FPE_FLTUND,FPE_FLTRES,FPE_FLTINV,FPE_FLTSUB,FPE_INTDIV,FPE_INTOVF'.split(','),
  10: 'BUS_NOOP,BUS_ADRALN,BUS_ADRERR,BUS_OBJERR'.split(','),
  11: 'SEGV_NOOP,SEGV_MAPERR,SEGV_ACCERR'.split(','),
  20: 'CLD_NOOP,CLD_EXITED,CLD_KILLED,CLD_DUMPED,CLD_TRAPPED,CLD_STOPPED,CLD_CONTINUED'.split(','),
};

export const darwinCodeName = (signal: Json | undefined, code: Json | undefined): string | undefined =>
  (typeof signal === 'number' && typeof code === 'number' && DARWIN_CODES[signal]?.[code]) || undefined;
