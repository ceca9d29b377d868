export const STYLE = `:root{color-scheme:light dark;--bg:#fbfaf8;--card:#fff;--ink:#1d1c1a;--dim:#66625c;--line:#e2dfd9;--accent:#c2410c;--onaccent:#fff;--code:#f4f2ee;--hit:#ffe8d6;--error:#b91c1c;--warn:#92560a;--info:#1d5fb0}
@media (prefers-color-scheme:dark){:root{--bg:#161514;--card:#1f1e1c;--ink:#eeebe6;--dim:#a8a39b;--line:#37342f;--accent:#fb923c;--onaccent:#201000;--code:#191817;--hit:#4a2c14;--error:#fca5a5;--warn:#fcd34d;--info:#93c5fd}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",sans-serif}
a{color:inherit}
a:hover{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
h1{font-size:1.35rem;line-height:1.3;margin:.2rem 0;overflow-wrap:anywhere}
h2{font-size:1rem;margin:0 0 .6rem}
h3{font-size:.95rem;margin:0 0 .2rem;overflow-wrap:anywhere}
p{margin:.3rem 0}
ul,ol{list-style:none;margin:0;padding:0}
button,input,select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.4rem .8rem;min-height:2.4rem}
button{cursor:pointer}
button:hover{border-color:var(--accent)}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--onaccent);font-weight:600}
.hidden,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.skip:focus{position:absolute;left:1rem;top:.5rem;background:var(--card);padding:.4rem .8rem;z-index:1}
.top{display:flex;align-items:center;gap:.8rem;padding:.6rem 1rem;border-bottom:1px solid var(--line);background:var(--card)}
.brand{display:flex;gap:.5rem;align-items:center;font-weight:700;font-size:1.1rem;text-decoration:none}
.where{color:var(--dim);flex:1;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
main{max-width:64rem;margin:0 auto;padding:1rem;outline:none}
#status{position:fixed;left:50%;bottom:1rem;transform:translateX(-50%);margin:0;background:var(--ink);color:var(--bg);border-radius:8px;padding:.5rem 1rem;width:max-content;max-width:calc(100vw - 2rem);overflow-wrap:anywhere;pointer-events:none}
#status:empty{display:none}
.toolbar{display:flex;flex-wrap:wrap;gap:.6rem;margin-bottom:1rem}
.toolbar>a{align-self:center}
.tabs{display:flex;flex-wrap:wrap;max-width:100%;border:1px solid var(--line);border-radius:8px;overflow:hidden;background:var(--card)}
.tabs button{border:0;border-radius:0;background:none}
.tabs button:focus-visible{outline-offset:-2px}
.tabs [aria-pressed=true]{background:var(--accent);color:var(--onaccent);font-weight:600}
[role=search]{display:flex;gap:.4rem;flex:1 1 28rem;min-width:0}
[role=search] input{flex:1;min-width:0;width:100%}
[role=search] select{max-width:9rem}
.issues{border:1px solid var(--line);border-radius:10px;background:var(--card);overflow:hidden}
.issues li{display:grid;grid-template-columns:1fr 7rem 5.5rem 5.5rem 6rem;gap:.8rem;align-items:center;padding:.7rem 1rem;border-top:1px solid var(--line);position:relative}
.issues li:first-child{border-top:0}
.issues li:hover{background:var(--code)}
.issues a{display:grid;grid-template-columns:auto 1fr;gap:0 .5rem;text-decoration:none;min-width:0}
.issues a::after{content:"";position:absolute;inset:0}
.issues a:focus-visible{outline:0}
.issues a:focus-visible::after{outline:2px solid var(--accent);outline-offset:-2px}
.title{font-weight:600;overflow:hidden;overflow-wrap:anywhere;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3}
.issues .culprit,.issues .facts{grid-column:1/-1;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.culprit,.facts,.dim{color:var(--dim);font-size:.87rem}
.count,.seen{text-align:right;font-size:.87rem;color:var(--dim)}
.count b{color:var(--ink)}
.level{font-size:.72rem;font-weight:700;text-transform:uppercase;letter-spacing:.03em;align-self:center;color:var(--dim)}
.level.error,.level.fatal{color:var(--error)}
.level.warning{color:var(--warn)}
.level.info{color:var(--info)}
.releases .title{grid-column:1/-1}
.releases .facts{white-space:normal}
.releases .maps{font:inherit;font-size:.87rem}
.grid{border-collapse:collapse;table-layout:fixed;width:100%;margin-top:.8rem;font-size:.87rem}
.grid th,.grid td{text-align:right;padding:.25rem .4rem;border-top:1px solid var(--line);font-weight:400}
.grid thead th{border-top:0;color:var(--dim)}
.grid th:first-child{text-align:left;overflow-wrap:anywhere}
.more{display:block;margin:1rem auto}
.empty{text-align:center;color:var(--dim);padding:3rem 1rem}
.empty .code{text-align:left;max-width:36rem;margin:1rem auto}
.empty b{color:var(--ink)}
.code{background:var(--code);border:1px solid var(--line);border-radius:8px;padding:.6rem .8rem;overflow:auto;font:.83rem/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--ink);margin:.4rem 0;max-height:30rem}
.back{font-size:.87rem;text-decoration:none;color:var(--dim)}
.head,.part,.event{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem;margin:.7rem 0}
.actions{display:flex;gap:.5rem;flex-wrap:wrap;align-items:flex-start;margin:.7rem 0}
.menu{position:relative}
.menu summary{list-style:none;border:1px solid var(--line);border-radius:8px;background:var(--card);padding:.4rem .8rem;min-height:2.4rem}
.menu summary::-webkit-details-marker{display:none}
.choices{display:grid;gap:.4rem;border:1px solid var(--line);border-radius:8px;background:var(--bg);padding:.6rem;margin-top:.4rem}
.inline{display:grid;grid-template-columns:1fr 6rem auto;gap:.4rem;align-items:center}
.danger{color:var(--error)}
.activity li{padding:.2rem 0;font-size:.87rem;overflow-wrap:anywhere}
.hours{display:block;width:100%;max-width:30rem;height:36px;margin-top:.6rem}
.hours rect,.spark rect,.bar rect{fill:var(--accent)}
.hours .none,.spark .none{fill:var(--line)}
.spark{display:block;width:100%;height:28px}
.histogram{margin:.8rem 0 0;max-width:36rem}
.histogram .hours{max-width:none}
.histogram figcaption{display:flex;flex-wrap:wrap;gap:.4rem 1rem;justify-content:space-between;align-items:center;font-size:.87rem}
.periods{display:flex;gap:.3rem}
.periods button{padding:.1rem .6rem;min-height:1.8rem;font-size:.83rem}
.periods [aria-pressed=true]{border-color:var(--accent);font-weight:600}
.axis{display:flex;justify-content:space-between;gap:.6rem;color:var(--dim);font-size:.8rem;margin:.2rem 0}
.numbers{font-size:.83rem;color:var(--dim)}
.facets{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,15rem),1fr));gap:1rem 2rem}
.facets+details,.part details .facets{margin-top:.8rem}
.facets li{display:grid;grid-template-columns:1fr auto;gap:0 .6rem;font-size:.87rem;padding:.15rem 0}
.facets .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}
.facets .name a{text-decoration:none}
.facets .share{color:var(--dim)}
.bar{grid-column:1/-1;display:block;width:100%;height:4px;background:var(--line);border-radius:2px}
.event{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;justify-content:space-between;font-size:.87rem;padding:.6rem 1rem}
.links{display:flex;flex-wrap:wrap;gap:.9rem}
.exception+.exception{margin-top:1.2rem;border-top:1px dashed var(--line);padding-top:.8rem}
.cause{color:var(--dim);font-size:.8rem;text-transform:uppercase}
.value{white-space:pre-wrap;overflow-wrap:anywhere}
.frames{border:1px solid var(--line);border-radius:8px;margin-top:.6rem;overflow:hidden}
.frames li{border-top:1px solid var(--line)}
.frames li:first-child{border-top:0}
.frames summary,.line{padding:.4rem .7rem;font:.83rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.line{padding-left:1.65rem}
summary{cursor:pointer}
.frames .system{color:var(--dim);background:var(--code)}
.app .place{font-weight:600}
.function{color:var(--info)}
.system .function{color:inherit}
.badge{font:600 .7rem/1.4 system-ui,sans-serif;border:1px solid currentColor;border-radius:99px;padding:0 .5em;margin-left:.5em;color:var(--accent);white-space:nowrap}
.badge.bad{color:var(--error)}
.map{margin:0;padding:.3rem .7rem;overflow-wrap:anywhere}
.unmapped{display:block;color:var(--warn);font:.8rem/1.4 system-ui,sans-serif}
form.head label{display:block;font-weight:600;margin-top:.8rem}
textarea{display:block;width:100%;font:.83rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:inherit;background:var(--code);border:1px solid var(--line);border-radius:8px;padding:.6rem;resize:vertical;margin-bottom:.8rem}
summary h2{display:inline}
.variants article{margin-top:.7rem}
.component,.component ul{padding-left:1rem;font-size:.87rem;overflow-wrap:anywhere}
.component .counts>span{font-weight:600}
.component .dim{font-weight:400}
.bundles details{margin-top:.4rem}
.minified{margin-top:.5rem;font-size:.87rem;color:var(--dim)}
.source{border-width:1px 0 0;border-radius:0;margin:0;padding:.4rem 0}
.source .row{display:block;min-width:max-content;padding-right:.8rem}
.source .hit{background:var(--hit);font-weight:600}
.number{display:inline-block;width:3.6rem;padding-right:.9rem;text-align:right;color:var(--dim);user-select:none;font-weight:400}
.frames .table{padding:.5rem .7rem}
.table{margin:.3rem 0;font-size:.87rem}
.table div{display:grid;grid-template-columns:minmax(6rem,14rem) 1fr;gap:.8rem;padding:.2rem 0;border-top:1px solid var(--line)}
.table div:first-child{border-top:0}
.table dt{color:var(--dim);overflow-wrap:anywhere}
.table dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.83rem}
.crumbs li{display:grid;grid-template-columns:6.2rem 8rem 1fr;gap:.7rem;padding:.3rem 0;border-top:1px solid var(--line);font-size:.87rem}
.crumbs li:first-child{border-top:0}
.clock{color:var(--dim)}
.crumbs .level{text-transform:none;align-self:start;overflow-wrap:anywhere;font-size:.8rem}
code{font-size:.83rem;color:var(--dim);overflow-wrap:anywhere}
.tags{display:flex;flex-wrap:wrap;gap:.4rem}
.tags li{border:1px solid var(--line);border-radius:6px;font-size:.83rem;display:flex;overflow:hidden;max-width:100%}
.tags span{color:var(--dim);background:var(--code);padding:.1rem .5rem;white-space:nowrap}
.tags b{padding:.1rem .5rem;font-weight:500;overflow-wrap:anywhere;min-width:0}
.contexts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,18rem),1fr));gap:1rem 2rem}
.contexts .table div{grid-template-columns:minmax(5rem,8rem) 1fr}
.sign-in{max-width:24rem;margin:3rem auto;display:grid;gap:.6rem;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.4rem}
@media (max-width:40rem){
main{padding:.7rem}
.grid{table-layout:auto}
.toolbar [role=search]{flex-basis:100%;flex-wrap:wrap}
[role=search] select{max-width:none;flex:1 1 40%}
[role=search] input{flex:1 1 65%;width:0}
.issues li{grid-template-columns:4rem auto auto 1fr;gap:.2rem .8rem;padding:.7rem .8rem}
.issues a{grid-column:1/-1}
.issues .level{align-self:start;line-height:2}
.count{text-align:left}
.crumbs li{grid-template-columns:1fr auto}
.crumbs .value{grid-column:1/-1}
.table div{grid-template-columns:1fr}
.table div{gap:0}
}
`;
