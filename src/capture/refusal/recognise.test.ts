import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedPages } from '../../../test/support/shared-pages.ts';
import { challenge, consentWall } from '../../../test/support/source-site.ts';
import { htmlText } from '../text/html-text.ts';
import { recognise } from './recognise.ts';

type Answer = {
  readonly html: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly asked?: string;
  readonly url?: string;
};

const there = 'https://news.example/2020/an-article';

function told({ html, status = 200, headers = {}, asked = there, url = asked }: Answer): string {
  const found = recognise({ asked, url, status, headers, html, text: htmlText(html) });
  return found.ok ? ['page', ...found.warnings].join(' ') : found.reason;
}

const page = (title: string, body: string, lang = 'en') =>
  `<!doctype html><html lang="${lang}"><title>${title}</title><body>${body}</body></html>`;
const long = '<p>And the ministers went on to speak of other things for a long time.</p>'.repeat(60);

describe('what stands in the place of a page', () => {
  it('Is told by what each kind of it shows', () => {
    const challenges: readonly Answer[] = [
      { html: String(challenge.body) },
      { html: page('', '<p>x'), status: 403, headers: { 'cf-mitigated': 'challenge' } },
      {
        html: page(
          'example.com',
          "<script>var dd={'rt':'c','cid':'A'}</script><script src=https://ct.captcha-delivery.com/c.js></script>",
        ),
        status: 403,
      },
      {
        html: page(
          'Access Denied',
          '<h1>Access Denied</h1>You don\'t have permission to access "http://a.example/" on this server.<p>Reference #18.2d351ab8.1557333295.a4e16ab',
        ),
        status: 403,
      },
      { html: page('', '<div id="sec-if-cpt-container"></div>') },
      {
        html: page(
          'Access to this page has been denied',
          '<div id="px-captcha"></div>Press &amp; Hold to confirm you are a human',
        ),
      },
      {
        html: page('', '<div id="challenge-container"></div><script>window.gokuProps = {}</script>'),
        status: 202,
      },
      { html: '', status: 202, headers: { 'x-amzn-waf-action': 'challenge' } },
      {
        html: page(
          '',
          '<iframe src="/_Incapsula_Resource?SWUDNSAI=31"></iframe>Request unsuccessful. Incapsula incident ID: 1',
        ),
      },
      { html: page("Making sure you're not a bot!", '<p>Loading...') },
      { html: page('Un instant', '<p>Veuillez vérifier que vous êtes humain.', 'fr') },
      { html: page('', '<p>Подтвердите, что вы не робот', 'ru') },
      { html: page('', '<p>الرجاء: تحقق من أنك إنسان', 'ar') },
      { html: page('', '<p>Bitte bestätigen Sie, dass Sie ein Mensch sind', 'de') },
    ];
    for (const answer of challenges) assert.equal(told(answer), 'challenge', answer.html);
    const walls: readonly Answer[] = [
      { html: String(consentWall.body) },
      {
        html: page('Before you continue', '<p>x'.repeat(100)),
        url: 'https://consent.news.example/m?continue=x',
      },
      {
        html: page(
          'Votre vie privée',
          '<div id="didomi-host">Nous et nos 842 partenaires utilisons des cookies pour stocker des informations. Accepter les cookies</div>',
          'fr',
        ),
      },
    ];
    for (const answer of walls) assert.equal(told(answer), 'consent', answer.html);
    const gone: readonly [string, string][] = [
      ['404 Not Found', 'Nothing here'],
      ['Page introuvable – Le Journal', 'La page demandée est partie.'],
      ['Seite nicht gefunden | Zeitung', 'Leider weg.'],
      ['Página no encontrada', 'Lo sentimos.'],
      ['Страница не найдена — Газета', 'Извините.'],
      ['الصفحة غير موجودة - الجريدة', 'عذرا'],
      ['News', '<h1>Sorry, this page could not be found</h1>'],
    ];
    for (const [title, body] of gone) assert.equal(told({ html: page(title, body) }), 'soft-404', title);
    assert.equal(told({ html: page('Home', long), url: 'https://news.example/' }), 'soft-404');
    assert.equal(
      told({ html: page('Log in', '<form><input type=password></form>'), url: 'https://news.example/login' }),
      'log-in',
    );
    assert.equal(
      told({ html: page('Вход', '<h1>Вход</h1><form><input type=password></form>', 'ru') }),
      'log-in',
    );
  });

  it('Is not seen in a page that only speaks of it, or has some of it at its edge', () => {
    const pages: readonly Answer[] = [
      {
        html: page(
          'How walls ask you to prove you are human',
          `<h1>Enable JavaScript and cookies to continue</h1>${long}`,
        ),
      },
      {
        html: page(
          'An article',
          `<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>${long}`,
        ),
      },
      {
        html: page(
          'An article',
          `<div id="onetrust-consent-sdk">We use cookies. Accept all cookies</div>${long}`,
        ),
      },
      { html: page('An article', `<form>Log in <input type=password></form>${long}`) },
      { html: page('404: a history of the page that is not there', `<h1>A history</h1>${long}`) },
      { html: page('A short note', '<h1>A note</h1><p>The minister resigned this morning. More follows.') },
      { html: page('An article', `<noscript>Please enable JavaScript</noscript>${long}`) },
      { html: page('Login culture in offices', `<h1>Login culture</h1>${long}`) },
    ];
    for (const answer of pages) assert.equal(told(answer), 'page', answer.html.slice(0, 200));
    assert.equal(
      told({
        html: page('News', '<p>Home page of a newspaper with little text'),
        asked: 'https://news.example/',
      }),
      'page',
    );
    assert.equal(
      told({
        html: page(
          'An article',
          `<script type="application/ld+json">{"isAccessibleForFree":"False"}</script>${long}`,
        ),
      }),
      'page paywall',
    );
    assert.equal(
      told({
        html: page(
          'Un article',
          '<p>Début.</p><p>Cet article est réservé aux abonnés. Il vous reste 80 % de cet article à lire.',
          'fr',
        ),
      }),
      'page paywall',
    );
  });

  it('Statuses say themselves what they are', () => {
    for (const [status, reason] of [
      [404, 'not-found'],
      [410, 'not-found'],
      [403, 'forbidden'],
      [451, 'forbidden'],
      [429, 'busy'],
      [503, 'server-error'],
      [418, 'http-status'],
    ] as const)
      assert.equal(told({ html: page('Whatever', 'It says'), status }), reason);
  });

  it('A page that begins what a challenge has again and again, and never ends it, is soon done with', () => {
    for (const begun of ['<form ', '<i a="challenges.cloudflare.com/turnstile/v0/'])
      for (const html of [begun.repeat(100_000), `<p>Words of a page.</p>${begun.repeat(100_000)}`]) {
        const started = performance.now();
        told({ html });
        assert.ok(performance.now() - started < 5_000, begun);
      }
  });

  it('Real pages of the shared collection are all taken for pages', (context) => {
    const pages = sharedPages();
    if (pages === undefined)
      return context.diagnostic('not looked at: the collection of saved pages is not there');
    assert.ok(pages.length > 50, `${pages.length} pages`);
    const wrong = pages.filter(({ html }) => !told({ html }).startsWith('page'));
    context.diagnostic(`${pages.length - wrong.length} of ${pages.length} pages taken`);
    assert.deepEqual(
      wrong.map(({ name }) => name),
      [],
    );
  });
});
