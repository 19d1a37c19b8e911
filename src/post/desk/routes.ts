import { may } from '../../account/may.ts';
import type { Asked, Desk, DeskRoute } from '../../desk/index.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { mayBegin, mayEdit, maySee, readRightful } from '../rights.ts';
import { type Kind, kinds } from './kind.ts';
import type { PreviewPage } from './previewed.ts';

type Handlers = typeof import('./handlers.ts');
type Handle = (handlers: Handlers, desk: Desk, asked: Asked, kind: Kind) => Promise<Reply>;

/** The longest form: a text of 5 MB may be three times as long when it is sent. */
const limit = 16 * 1024 * 1024;

/** The pages of posts and of pages at the desk. */
export function postRoutes(preview: PreviewPage): readonly DeskRoute[] {
  return kinds.flatMap((kind) => routesOf(kind, preview));
}

function routesOf(kind: Kind, preview: PreviewPage): readonly DeskRoute[] {
  const route = (method: 'GET' | 'POST', path: string, may: DeskRoute['may'], handle: Handle): DeskRoute => ({
    method,
    pattern: `${kind.base}${path}`,
    may,
    ...(method === 'POST' && { limit }),
    // What parses and renders texts is loaded with the first question.
    handle: async (desk, asked) => handle(await import('./handlers.ts'), desk, asked, kind),
  });
  const begin = ({ actor, site }: Asked) => mayBegin(actor, site.id, kind.type);
  return [
    route('GET', '', begin, (to, ...asked) => to.showList(...asked)),
    route('POST', 'bulk', begin, (to, ...asked) => to.takeBulk(...asked)),
    route('GET', 'new', begin, (to, ...asked) => to.showNew(...asked)),
    route('POST', 'new', begin, (to, ...asked) => to.takeEdit(...asked)),
    route('POST', 'preview', begin, (to, ...asked) => to.previewForm(preview, ...asked)),
    route('GET', ':id/', mayEditThis, (to, ...asked) => to.showEdit(...asked)),
    route('POST', ':id/', mayEditThis, (to, ...asked) => to.takeEdit(...asked)),
    route('GET', ':id/preview', maySeeThis, (to, ...asked) => to.previewSaved(preview, ...asked)),
    route('POST', ':id/autosave/drop', mayEditThis, (to, ...asked) => to.takeDrop(...asked)),
    route('POST', ':id/trash', mayEditThis, (to, ...asked) => to.takeTrash(...asked)),
    route('POST', ':id/untrash', mayEditThis, (to, ...asked) => to.takeUntrash(...asked)),
    route('GET', ':id/delete', mayEditThis, (to, ...asked) => to.askDelete(...asked)),
    route('POST', ':id/delete', mayEditThis, (to, ...asked) => to.takeDelete(...asked)),
    route('GET', ':id/history/', mayRedact, (to, ...asked) => to.showPublicHistory(...asked)),
    route('POST', ':id/history/redact', mayRedact, (to, ...asked) => to.takeRedact(...asked)),
    route('GET', ':id/revisions/', mayEditThis, (to, ...asked) => to.showRevisions(...asked)),
    route('GET', ':id/revisions/compare', mayEditThis, (to, ...asked) => to.showComparison(...asked)),
    route('GET', ':id/revisions/:version', mayEditThis, (to, ...asked) => to.showComparison(...asked)),
    route('POST', ':id/revisions/:version/restore', mayEditThis, (to, ...asked) => to.takeRestore(...asked)),
  ];
}

/** To take the text of what was published out of its history is for who curates what the site keeps. */
const mayRedact = ({ actor, site }: Asked) => may(actor, 'curate-archive', { siteId: site.id });

type Rights = typeof mayEdit;

/** Whether who asks may change the post of the path as it is now. */
const mayEditThis = thisOne(mayEdit);
/** Whether who asks may read it: of what they wrote, people read what they may change no more. */
const maySeeThis = thisOne(
  (actor, siteId, post) => mayEdit(actor, siteId, post) || maySee(actor, siteId, post),
);

/** Of a post that is not there nothing is refused. */
function thisOne(rights: Rights): (asked: Asked) => Promise<boolean> {
  return async ({ world, site, actor, params }) => {
    const post = await readRightful(world.db, site.id, idIn(params.id));
    return post ? rights(actor, site.id, post) : mayBegin(actor, site.id, 'post');
  };
}
