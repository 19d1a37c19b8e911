import { type Html, html } from '../../src/kit/html.ts';
import { messagesFor } from '../../src/kit/i18n/index.ts';
import type { WelcomePage } from '../../src/reading/page.ts';
import type { AssetLinks } from './context.ts';

/** Before set-up there is no site yet, so this page stands alone. */
export function welcomePage({ locale, direction }: WelcomePage, assets: AssetLinks): Html {
  const t = messagesFor(locale);
  return html`<!DOCTYPE html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<title>${t('welcome.title')}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="${assets.href('theme.css')}">
</head>
<body>
<main id="content" class="reading">
<div class="notice welcome"><h1>${t('welcome.title')}</h1>
<p>${t('welcome.explain')}</p>
<p>${t('welcome.after')}</p></div>
</main>
</body>
</html>
`;
}
