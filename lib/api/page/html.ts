import { ICON_ASSET, SCRIPT_ASSET, STYLE_ASSET } from './assets.ts';

/** The one document. The script fills `main`; `status` is read out by screen readers when it changes. */
export const PAGE_HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Allim</title>
<link rel="icon" href="/assets/${ICON_ASSET.file}" type="image/svg+xml">
<link rel="stylesheet" href="/assets/${STYLE_ASSET.file}">
<script type="module" src="/assets/${SCRIPT_ASSET.file}"></script>
</head>
<body>
<a class="skip" id="skip" href="#main">Skip to content</a>
<header class="top">
<a class="brand" href="/"><img src="/assets/${ICON_ASSET.file}" alt="" width="24" height="24">Allim</a>
<span class="where" id="where"></span>
<button type="button" id="sign-out" hidden></button>
</header>
<main id="main" tabindex="-1"><noscript>Allim needs JavaScript.</noscript></main>
<p id="status" role="status" aria-live="polite"></p>
</body>
</html>
`;
