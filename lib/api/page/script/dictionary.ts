/** The page's words: `t('key')`. Korean where the browser prefers it, else English. */
export const SCRIPT_DICTIONARY = `
const ENGLISH = {
  skip: 'Skip to content', issues: 'Issues', unresolved: 'Unresolved', resolved: 'Resolved', archived: 'Archived',
  search: 'Search', searchHint: 'Search, e.g. level:error timeout', project: 'Project', allProjects: 'All projects',
  events: 'events', firstSeen: 'First seen', lastSeen: 'Last seen', more: 'Show more', nothing: 'Nothing found.',
  nothingYet: 'No unresolved issues.', snippet: 'To see one here, add this to your site and throw an error:',
  waiting: 'Waiting for events. This page refreshes by itself.', noKey: 'This organization has no project with an active key yet.',
  signIn: 'Sign in', token: 'Token', signInHint: 'Open the sign-in link that was printed at set-up, or paste a token.',
  badToken: 'This token is not valid.', signOut: 'Sign out', back: 'All issues', resolve: 'Resolve', unresolve: 'Unresolve',
  archive: 'Archive', unarchive: 'Unarchive', done: 'Saved.', failed: 'That did not work: ', gone: 'This page does not exist, or not any more.',
  noEvent: 'No event of this issue is kept any more.', newest: 'Newest', newer: 'Newer', older: 'Older', oldest: 'Oldest', event: 'Event',
  rawJson: 'Raw JSON', exception: 'Exception', causedBy: 'Caused by', message: 'Message', inApp: 'in app', stack: 'Stack trace', thread: 'Thread',
  noFrames: 'No stack trace.', breadcrumbs: 'Breadcrumbs', request: 'Request', user: 'User', tags: 'Tags', contexts: 'Contexts', extra: 'Extra',
  headers: 'Headers', query: 'Query', cookies: 'Cookies', body: 'Body', sdk: 'SDK', perHour: 'Events per hour, last 24 hours', unhandled: 'unhandled',
  refreshFailed: 'Could not refresh; trying again.', problems: 'Problems while reading the event',
  files: 'Files', report: 'What the user wrote',
};
const KOREAN = {
  skip: '본문으로 건너뛰기', issues: '이슈', unresolved: '미해결', resolved: '해결됨', archived: '보관됨',
  search: '검색', searchHint: '검색 (예: level:error timeout)', project: '프로젝트', allProjects: '모든 프로젝트',
  events: '이벤트', firstSeen: '처음 발생', lastSeen: '마지막 발생', more: '더 보기', nothing: '검색 결과가 없습니다.',
  nothingYet: '미해결 이슈가 없습니다.', snippet: '여기에서 이슈를 보려면 사이트에 아래 코드를 넣고 오류를 내 보세요:',
  waiting: '이벤트를 기다리는 중입니다. 이 화면은 자동으로 새로고침됩니다.', noKey: '이 조직에는 아직 활성 키가 있는 프로젝트가 없습니다.',
  signIn: '로그인', token: '토큰', signInHint: '설치할 때 출력된 로그인 링크를 열거나 토큰을 붙여 넣으세요.',
  badToken: '유효하지 않은 토큰입니다.', signOut: '로그아웃', back: '모든 이슈', resolve: '해결', unresolve: '다시 열기',
  archive: '보관', unarchive: '보관 해제', done: '저장했습니다.', failed: '실패했습니다: ', gone: '없는 페이지이거나 삭제되었습니다.',
  noEvent: '이 이슈의 이벤트가 더 이상 보관되어 있지 않습니다.', newest: '최신', newer: '다음', older: '이전', oldest: '최초', event: '이벤트',
  rawJson: '원본 JSON', exception: '예외', causedBy: '원인', message: '메시지', inApp: '앱 코드', stack: '스택 트레이스', thread: '스레드',
  noFrames: '스택 트레이스가 없습니다.', breadcrumbs: '브레드크럼', request: '요청', user: '사용자', tags: '태그', contexts: '컨텍스트', extra: '추가 정보',
  headers: '헤더', query: '쿼리', cookies: '쿠키', body: '본문', sdk: 'SDK', perHour: '최근 24시간, 시간당 이벤트', unhandled: '처리되지 않음',
  refreshFailed: '새로고침하지 못했습니다. 다시 시도합니다.', problems: '이벤트를 읽는 중 발견된 문제',
  files: '첨부 파일', report: '사용자가 남긴 의견',
};
const LANGUAGE = (navigator.language || 'en').toLowerCase().startsWith('ko') ? 'ko' : 'en';
const t = key => (LANGUAGE === 'ko' ? KOREAN : ENGLISH)[key];
`;
