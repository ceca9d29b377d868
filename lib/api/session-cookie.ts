const NAME = 'allim_session';
/** Seconds: 30 days. */
export const SESSION_SECONDS = 2_592_000;
/** Characters of a `Cookie` header that are looked at; API Gateway takes 10,240 bytes of headers in all. */
const MAX_COOKIE_HEADER = 10_240;

export const readSessionCookie = (header: string | undefined): string | undefined => {
  const cookies = (header ?? '').slice(0, MAX_COOKIE_HEADER).split(';');
  const ours = cookies.map(cookie => cookie.trim()).find(cookie => cookie.startsWith(`${NAME}=`));
  return ours?.slice(NAME.length + 1) || undefined;
};

export const sessionCookie = (secret: string, seconds: number, publicUrl: string): string => {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${NAME}=${secret}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${seconds}${secure}`;
};

export const noSessionCookie = (publicUrl: string): string => sessionCookie('', 0, publicUrl);
