import type { SecretMaker } from './secrets.ts';

/** Writes texts that hold a secret each, all of one kind. */
export interface Pen {
  /** A sentence around it. */
  text(): string;
  /** As a part of a URL. */
  inUrl(): string;
  /** The value of a key that says what it is. */
  keyed(): string;
  /** Seconds since 1970: when it happens. */
  seconds: number;
}

/** @param now milliseconds since 1970 */
export const penFor = (maker: SecretMaker, kind: string, now: number): Pen => ({
  text: () => `결제 실패 ${maker.byForm(kind).text} 다시 시도`,
  inUrl: () => encodeURIComponent(maker.byForm(kind).text),
  keyed: () => maker.byKey().text,
  seconds: Math.floor(now / 1_000),
});
