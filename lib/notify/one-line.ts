const MAX_LINE_LENGTH = 300;

/** Line breaks and other control characters would let a message forge lines of ours. */
export const oneLine = (text: string, most = MAX_LINE_LENGTH): string => {
  const flat = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return flat.length <= most ? flat : `${flat.slice(0, Math.max(0, most - 3))}...`;
};
