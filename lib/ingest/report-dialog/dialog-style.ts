/** Of the crash-report dialog, inside a shadow root: neither the page's style nor this one reaches the other. */
export const DIALOG_STYLE = `
:host{all:initial}
dialog{color-scheme:light dark;--card:#fff;--ink:#1d1c1a;--dim:#66625c;--line:#8f8a83;--accent:#c2410c;--onaccent:#fff;--error:#b91c1c;
box-sizing:border-box;width:min(30rem,calc(100vw - 2rem));max-height:calc(100vh - 2rem);overflow:auto;margin:auto;padding:1.5rem;border:0;border-radius:14px;
background:var(--card);color:var(--ink);box-shadow:0 24px 64px #0006;font:16px/1.5 system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",sans-serif;word-break:keep-all;overflow-wrap:anywhere}
dialog::backdrop{background:#14120fb3}
@media (prefers-color-scheme:dark){dialog{--card:#1f1e1c;--ink:#eeebe6;--dim:#b3aea6;--line:#7d776f;--accent:#fb923c;--onaccent:#201000;--error:#fca5a5}}
h2{font-size:1.3rem;line-height:1.3;margin:0 0 .4rem}
p{margin:0;color:var(--dim)}
form{display:grid;gap:1rem;margin:1.2rem 0 0}
.field{display:grid;gap:.3rem}
label{font-size:.9rem;font-weight:600}
input,textarea,button{box-sizing:border-box;font:inherit;color:inherit;border:1px solid var(--line);border-radius:8px;padding:.55rem .8rem;min-height:2.75rem;background:transparent}
input,textarea{width:100%;min-width:0}
textarea{min-height:7rem;resize:vertical}
[aria-invalid=true]{border-color:var(--error);border-width:2px}
.wrong,.failed{color:var(--error);font-size:.9rem}
.wrong:empty,.failed:empty{display:none}
.done{margin-top:1.2rem;color:var(--ink);font-weight:600}
.actions{display:flex;flex-wrap:wrap;gap:.6rem;justify-content:flex-end;margin-top:1.2rem}
form .actions{margin-top:0}
button{cursor:pointer;flex:0 1 auto}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--onaccent);font-weight:600}
button:disabled{opacity:.6;cursor:default}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:30rem){dialog{padding:1.1rem}.actions{flex-direction:column-reverse}}
@media (forced-colors:active){dialog{border:1px solid}}
`;
