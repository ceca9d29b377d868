export const SCRIPT_SIGN_IN = `
const signIn = token => request('POST', '/auth/sign-in/', { token });
// The link printed at set-up carries the token behind the #, which browsers never send; it leaves the address bar at once.
const signInByLink = async () => {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  history.replaceState(null, '', location.pathname + location.search);
  await signIn(token).catch(error => { say(error.status === 401 ? t('badToken') : t('failed') + error.message); });
};
const showSignIn = () => {
  document.title = t('signIn') + ' · Allim';
  byId('sign-out').hidden = true;
  refresh = null;
  const submit = async event => {
    event.preventDefault();
    try { await signIn(byId('token').value.trim()); say(''); await start(); }
    catch (error) { say(error.status === 401 ? t('badToken') : t('failed') + error.message); }
  };
  show(el('form', { class: 'sign-in', submit }, el('h1', {}, t('signIn')), el('p', {}, t('signInHint')),
    el('label', { for: 'token' }, t('token')), el('input', { id: 'token', type: 'password', autocomplete: 'current-password', required: true }),
    el('button', { type: 'submit', class: 'primary' }, t('signIn'))));
  byId('token').focus();
};
const signOut = async () => { await request('POST', '/auth/sign-out/'); showSignIn(); };
`;
