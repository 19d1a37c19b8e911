import type { Capture } from '../capture/capture.ts';
import { waczHref } from '../capture/replay/place.ts';
import { type Html, html } from '../kit/html.ts';
import { proofHref } from '../log/proof.ts';
import type { PublicAsked } from '../site/public-page.ts';

/** How anybody can check the newest copy without trusting this site: the commands, with its own digests in them. */
export function byHand(
  { t, origin }: PublicAsked,
  siteId: number,
  capture: Capture | undefined,
): Html | undefined {
  if (!capture?.waczSha256) return undefined;
  const { id, waczSha256 } = capture;
  const file = `capture-${id}.wacz`;
  const commands = [
    `curl -o ${file} ${origin}${waczHref(id)}`,
    `echo "${waczSha256}  ${file}" | sha256sum -c`,
    `unzip -o ${file} 'archive/*'`,
    `warcio check archive/*`,
    `curl ${origin}${proofHref(siteId, `capture:${id}`)}`,
  ];
  return html`<section aria-labelledby="by-hand"><h2 id="by-hand">${t('record.by-hand')}</h2>
<p>${t('record.by-hand-text')}</p>
<pre dir="ltr"><code>${commands.join('\n')}</code></pre>
<p class="facts">${t('record.by-hand-log')}</p></section>
`;
}
