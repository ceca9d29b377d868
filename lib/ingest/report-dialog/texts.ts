/** The words of the dialog that a page may put its own in place of, by the names of `showReportDialog`'s options. */
const OWN_WORDS = {
  title: { en: 'Something went wrong.', ko: '문제가 발생했습니다.' },
  subtitle: { en: 'The team that looks after this page has been told.', ko: '담당 팀에 오류가 전달되었습니다.' },
  subtitle2: {
    en: 'You can help by telling them what happened.',
    ko: '무슨 일이 있었는지 알려 주시면 큰 도움이 됩니다.',
  },
  labelName: { en: 'Name', ko: '이름' },
  labelEmail: { en: 'E-mail', ko: '이메일' },
  labelComments: { en: 'What happened?', ko: '어떤 상황이었나요?' },
  labelClose: { en: 'Close', ko: '닫기' },
  labelSubmit: { en: 'Send report', ko: '보내기' },
  errorGeneric: {
    en: 'The report could not be sent. Please try again.',
    ko: '보내지 못했습니다. 다시 시도해 주세요.',
  },
  errorFormEntry: {
    en: 'Please correct the marked fields and send it again.',
    ko: '표시된 항목을 고친 뒤 다시 보내 주세요.',
  },
  successMessage: { en: 'Your report has been sent. Thank you!', ko: '보내 주셔서 감사합니다!' },
} as const;

type OwnWord = keyof typeof OWN_WORDS;
export type DialogTexts = Record<OwnWord, string>;

/** What is wrong with a field. */
const COMPLAINTS = {
  required: { en: 'This field is required.', ko: '필수 항목입니다.' },
  email: { en: 'This is not an e-mail address.', ko: '올바른 이메일 주소가 아닙니다.' },
  tooLong: { en: 'This is too long.', ko: '너무 깁니다.' },
} as const;
export type Complaint = keyof typeof COMPLAINTS;

export type DialogLanguage = 'en' | 'ko';

/** Characters of a text that a page puts in. */
const MAX_TEXT_CHARS = 500;

/** Korean where the page asks for it, else English. @param query `lang` as `ko` or `ko-KR` */
export const dialogLanguage = (query: URLSearchParams): DialogLanguage =>
  /^ko\b/i.test(query.get('lang') ?? '') ? 'ko' : 'en';

export const dialogTexts = (query: URLSearchParams): DialogTexts => {
  const language = dialogLanguage(query);
  return Object.fromEntries(
    Object.entries(OWN_WORDS).map(([name, words]) => [name, textOf(query, name) || words[language]]),
  ) as DialogTexts; // the same names
};

/** A text of the page's own, cut; empty when it gives none. */
export const textOf = (query: URLSearchParams, name: string): string =>
  (query.get(name) ?? '').trim().slice(0, MAX_TEXT_CHARS);

export const complaintText = (complaint: Complaint, language: DialogLanguage): string =>
  COMPLAINTS[complaint][language];
