const V4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
/** The longest spelling of a v6 address, with a v4 part. */
const MAX_V6_CHARS = 45;

/** Whether a text is an IPv4 or IPv6 address and nothing else. */
export const isIpAddress = (text: string): boolean =>
  V4.test(text) ||
  (text.length <= MAX_V6_CHARS && /^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text) && URL.canParse(`http://[${text}]/`));
