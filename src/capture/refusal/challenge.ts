import type { PageTraits } from './answer.ts';

/**
 * What stands between a program and a page: who put it there, and what was seen of it. Headers and scripts that only
 * such pages have are enough; words are not, unless there are few others.
 */
export function challengeIn(page: PageTraits): string | undefined {
  for (const { by, header, script, words } of walls) {
    if (header?.(page.headers)) return seen(by, page);
    const short = page.visible.length < shortPage;
    if (script !== undefined && short && script.test(page.html)) return seen(by, page);
    if (words !== undefined && short && words.test(`${page.title}\n${page.visible}\n${hiddenWords(page)}`))
      return seen(by, page);
  }
  return undefined;
}

const shortPage = 1_200;

type Wall = {
  readonly by: string;
  readonly header?: (headers: Readonly<Record<string, string>>) => boolean;
  readonly script?: RegExp;
  readonly words?: RegExp;
};

const walls: readonly Wall[] = [
  {
    by: 'Cloudflare',
    header: (headers) => headers['cf-mitigated'] === 'challenge',
    script:
      /_cf_chl_opt|cf-browser-verification|cf_chl_|challenges\.cloudflare\.com\/turnstile\/v0\/[^"']{0,300}onload|id="cf-error-details"/,
    words:
      /^just a moment\.\.\.|attention required! \| cloudflare|checking if the site connection is secure/im,
  },
  {
    by: 'DataDome',
    header: (headers) => headers['x-dd-b'] !== undefined && headers['x-datadome'] !== undefined,
    script: /captcha-delivery\.com|var dd=\{['"]?rt/,
  },
  {
    by: 'Akamai',
    script: /sec-if-cpt-container|sec-cpt-if|bm-verify=|errors\.edgesuite\.net/,
    words: /access denied[\s\S]{0,200}you don't have permission to access[\s\S]{0,300}reference #\s*\d+/i,
  },
  {
    by: 'PerimeterX',
    script: /id="px-captcha"|window\._pxAppId|captcha\.px-cdn\.net|px-cloud\.net/,
    words: /press (?:&|and) hold to confirm you are/i,
  },
  {
    by: 'AWS WAF',
    header: (headers) => /^(?:challenge|captcha)$/.test(headers['x-amzn-waf-action'] ?? ''),
    script: /awsWafCookieDomainList|token\.awswaf\.com|gokuProps|captcha\.awswaf\.com/,
  },
  {
    by: 'Imperva',
    script: /_Incapsula_Resource|incapsula incident id|imperva_interstitial/i,
  },
  { by: 'Sucuri', script: /sucuri_cloudproxy_js|sucuri website firewall - access denied/i },
  {
    by: 'DDoS-Guard',
    script: /check\.ddos-guard\.net|\/\.well-known\/ddos-guard\//,
    words: /^ddos-guard$/im,
  },
  { by: 'Vercel', words: /vercel security checkpoint/i, script: /\/\.well-known\/vercel\/security\// },
  {
    by: 'Anubis',
    script: /\/\.within\.website\/x\/cmd\/anubis\//,
    words: /making sure you(?:'|’)?re not a bot/i,
  },
  { by: 'Google', words: /our systems have detected unusual traffic from your computer network/i },
  {
    by: 'a wall',
    script: /<form[^>]{1,500}id="(?:challenge|captcha)-form"/i,
    words: new RegExp(
      [
        'enable javascript and cookies to continue',
        'please (?:enable|turn on) (?:javascript|js) and (?:disable any ad blocker|cookies|reload)',
        "(?:verify|confirm|prove) (?:that )?you(?: are|’re|'re) (?:a )?(?:human|not a robot)",
        'checking your browser before accessing',
        "(?:i am|i’m|i'm) not a robot",
        'needs to review the security of your connection',
        "vérifi(?:ez|er) que vous (?:êtes|n’êtes pas|n'êtes pas) (?:un )?(?:humain|robot)",
        'activez javascript et les cookies',
        'bestätigen sie,? dass sie (?:ein mensch|kein roboter)',
        'javascript und cookies,? um fortzufahren',
        'verifi(?:que|car) que (?:es|eres|usted es) (?:un )?(?:humano|ser humano)',
        'no soy un robot',
        'подтвердите,? что (?:вы )?(?:не робот|человек|запросы отправляли вы)',
        'проверка браузера',
        'включите javascript и (?:файлы )?cookie',
        'تحقق من أنك (?:إنسان|لست روبوت)',
        'أنا لست روبوت',
        'تفعيل (?:جافا ?سكر[ي]?بت|javascript) وملفات',
      ].join('|'),
      'i',
    ),
  },
];

/** What such a page says to browsers without scripts is often all that it says. */
function hiddenWords({ text }: PageTraits): string {
  return text.regions
    .filter(({ kind }) => kind === 'hidden')
    .slice(0, 20)
    .map(({ start, end }) => text.text.slice(start, Math.min(end, start + 300)))
    .join('\n');
}

function seen(by: string, { title, visible, status }: PageTraits): string {
  const words = visible.replace(/\s+/g, ' ').slice(0, 160);
  return `a challenge by ${by} (status ${status}): “${title}” “${words}”`;
}
