import { type Html, html } from '../../src/kit/html.ts';
import type { Face } from '../../src/reading/page.ts';

/** Somebody's picture, or the first letter of the name on a ground of its own. It says nothing that the name does not. */
export function face(face: Face): Html {
  if ('picture' in face)
    return html`<img class="face" src="${face.picture}" alt="" width="36" height="36" loading="lazy">`;
  return html`<span class="face hue-${face.hue} turn-${face.turn}" aria-hidden="true">${face.letter}</span>`;
}
