import type { PageAnswer, PageTraits } from './answer.ts';
import { traitsOf } from './answer.ts';
import { challengeIn } from './challenge.ts';
import { consentWords, logInWords, notFoundWords, paywallWords } from './words.ts';

/** Why what answered is not the page that was asked for. */
export type RefusalReason =
  | 'challenge'
  | 'consent'
  | 'log-in'
  | 'not-found'
  | 'soft-404'
  | 'empty'
  | 'forbidden'
  | 'busy'
  | 'server-error'
  | 'http-status';

export type Recognised =
  | { readonly ok: true; readonly warnings: readonly CaptureWarning[]; readonly doubtful: boolean }
  | {
      readonly ok: false;
      readonly reason: RefusalReason;
      /** What was seen, in English. */
      readonly detail: string;
    };

/** What makes a reader of a capture careful, though it is one. */
export type CaptureWarning = 'paywall' | 'charset-lie' | 'type-lie' | 'requisites-missed';

/**
 * Tells a page from what stands in its place: a challenge, a wall that asks for consent, a form to log in, a page that
 * says that there is none, or nothing. `doubtful` asks for an address that cannot exist (`nonsenseBeside`) to be tried as well.
 */
export function recognise(answer: PageAnswer): Recognised {
  const page = traitsOf(answer);
  const found =
    refused('challenge', challengeIn(page)) ??
    byStatus(page) ??
    refused('log-in', logInOf(page)) ??
    refused('consent', consentOf(page)) ??
    refused('soft-404', notFoundOf(page)) ??
    refused('empty', emptinessOf(page));
  if (found !== undefined) return found;
  return { ok: true, warnings: isPaywalled(page) ? ['paywall'] : [], doubtful: isDoubtful(page) };
}

function refused(reason: RefusalReason, seen: string | undefined): Recognised | undefined {
  return seen === undefined ? undefined : { ok: false, reason, detail: seen };
}

function byStatus(page: PageTraits): Recognised | undefined {
  const { status } = page;
  if (status < 400) return undefined;
  return { ok: false, reason: statusReason(status), detail: `status ${status}: ${excerpt(page)}` };
}

/** The reason that a status of HTTP is. */
export function statusReason(status: number): RefusalReason {
  if (status === 404 || status === 410) return 'not-found';
  if (status === 401 || status === 403 || status === 451) return 'forbidden';
  if (status === 408 || status === 425 || status === 429) return 'busy';
  return status >= 500 ? 'server-error' : 'http-status';
}

/** What is left of a page that says little else. */
const fewWords = 1_500;

const logInPath =
  /\/(?:log-?in|sign-?in|signin|wp-login\.php|auth|sso|oauth2?|account\/login|user\/login|connexion|anmelden|acceder)(?:[/.?]|$)/i;

/** A form that asks for a password may stand at the edge of any page: it must be most of what there is. */
function logInOf(page: PageTraits): string | undefined {
  const { asked, url, title, visible } = page;
  const sentThere = !logInPath.test(pathOf(asked)) && logInPath.test(pathOf(url));
  const says = logInWords.test(title) || page.headings.some((heading) => logInWords.test(heading));
  if (page.hasPasswordField && visible.length < fewWords && (says || sentThere))
    return `a form that asks for a password: ${excerpt(page)}`;
  if (sentThere && (says || visible.length < fewWords)) return `sent to ${url}: ${excerpt(page)}`;
  return undefined;
}

const consentPlaces =
  /^(?:consent\.[\w.-]+|[\w.-]*\.consensu\.org|guce\.[\w.-]+|myprivacy\.[\w.-]+|cmp\.[\w.-]+)$/i;
const consentTools =
  /sp_message_container|sourcepoint|didomi|onetrust-consent-sdk|usercentrics-root|quantcast-choice|qc-cmp2|CybotCookiebotDialog|truste|consentmanager|cmpbox|iubenda-cs|fc-consent-root/i;

/** Consent is asked for on many pages; a wall is where nothing else is told. */
function consentOf(page: PageTraits): string | undefined {
  const { asked, url, visible, html } = page;
  const sent = hostOf(asked) !== hostOf(url) && consentPlaces.test(hostOf(url));
  if (sent) return `sent to ${url}: ${excerpt(page)}`;
  const first = visible.slice(0, 400);
  if (
    visible.length < fewWords &&
    consentWords.test(first) &&
    (consentTools.test(html) || consentWords.test(page.title))
  )
    return `little else than a question for consent: ${excerpt(page)}`;
  return undefined;
}

function notFoundOf(page: PageTraits): string | undefined {
  const { asked, url, title, headings, visible } = page;
  if (isHome(url) && !isHome(asked)) return `sent to the home page ${url}`;
  const inTitle = notFoundWords.test(partOfTitle(title));
  const inHeading = headings.slice(0, 2).some((heading) => notFoundWords.test(heading));
  if ((inTitle && (inHeading || visible.length < fewWords)) || (inHeading && visible.length < fewWords / 2))
    return `it says that there is no such page: ${excerpt(page)}`;
  return undefined;
}

/** A title names the site before or after what it is of. */
function partOfTitle(title: string): string {
  const parts = title.split(/\s+[|–—·»«:-]\s+/);
  return parts.find((part) => notFoundWords.test(part)) ?? title;
}

const anyLetters = 4;
/** “Loading…”, where scripts would bring the rest. */
const anyText = 20;

function emptinessOf({ visible, html }: PageTraits): string | undefined {
  const scripts = html.match(/<script\b/gi)?.length ?? 0;
  if (scripts > 0 && visible.length < anyText)
    return `a page without text that ${scripts} scripts would fill: a browser may see more`;
  const letters = visible.match(/\p{L}/gu)?.length ?? 0;
  return letters < anyLetters ? 'a page without text' : undefined;
}

const closedToReaders = /"isAccessibleForFree"\s*:\s*(?:"?false"?)/i;

function isPaywalled({ html, visible }: PageTraits): boolean {
  return closedToReaders.test(html) || (visible.length < 6_000 && paywallWords.test(visible));
}

/** Sent elsewhere, short, or a page that says it is the home page: asked for what cannot be, it may answer the same. */
function isDoubtful({ asked, url, visible, canonical }: PageTraits): boolean {
  if (isHome(asked)) return false;
  const claimsHome =
    canonical !== undefined && URL.canParse(canonical, url) && isHome(new URL(canonical, url).href);
  return claimsHome || visible.length < fewWords || pathOf(asked) !== pathOf(url);
}

/** The address of something that cannot be there, beside the one that was asked for. */
export function nonsenseBeside(address: string, nonsense: string): string {
  const url = new URL(address);
  url.search = '';
  const folder = url.pathname.replace(/\/$/, '').split('/').slice(0, -1).join('/');
  url.pathname = `${folder}/${nonsense}${url.pathname.endsWith('/') ? '/' : ''}`;
  return url.href;
}

/** Whether a place that cannot exist answered with the same words. */
export function isSameText(page: string, nonsense: string): boolean {
  if (page === nonsense) return true;
  const [a, b] = [wordsOf(page), wordsOf(nonsense)];
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return common / Math.max(1, a.size + b.size - common) > 0.95;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
}

function excerpt({ title, visible }: PageTraits): string {
  const words = visible.replace(/\s+/g, ' ').slice(0, 200);
  return title === '' ? `“${words}”` : `“${title}” “${words}”`;
}

function isHome(address: string): boolean {
  const { pathname, search } = new URL(address);
  return search === '' && /^\/(?:index\.\w+|[a-z]{2}(?:-[a-z]{2})?\/?)?$/i.test(pathname);
}

function pathOf(address: string): string {
  return new URL(address).pathname;
}

function hostOf(address: string): string {
  return new URL(address).hostname;
}
