/**
 * What may not stand next to a number for it to be one by itself: letters, digits, a decimal point, an earlier redaction,
 * and the dash of a longer id such as `ORD-900101-1234567` or a UUID.
 */
export const NOT_AFTER = '(?<![\\w.\\0]|[\\w\\0]-)';
export const NOT_BEFORE = '(?![\\w\\0]|[-.][\\d\\0])';
