import type { Feature } from '../kit/feature.ts';
import { idIn } from '../kit/http/form.ts';
import { hrefOf } from '../post/permalink.ts';
import { historyName, provenancePath } from '../revision/publication.ts';
import type { PublicAsked, PublicFile, PublicPages } from '../site/public-page.ts';
import { provenanceDocument } from './provenance.ts';
import { readProvenance, readProvenPost } from './read.ts';

/** Where the words of posts come from, for programs. */
export function provenanceFeature(pages: PublicPages): Feature {
  return {
    name: 'provenance',
    routes: pages([{ pattern: '/-/posts/:id/provenance.json', handle: showProvenance }]),
  };
}

/** `GET /-/posts/12/provenance.json`: nothing of what not everybody may read. */
async function showProvenance({
  params,
  site,
  origin,
  reader,
}: PublicAsked): Promise<PublicFile | undefined> {
  const postId = idIn(params.id);
  if (postId < 1) return undefined;
  reader.note(`post:${postId}`, historyName(postId));
  const post = await readProvenPost(reader.db, site, postId);
  if (!post) return undefined;
  const { names, ...known } = await readProvenance(reader.db, reader.siteId, postId);
  reader.note(...names);
  const place = {
    origin,
    siteId: site.id,
    post: origin + hrefOf(post.path),
    document: origin + provenancePath(postId),
  };
  return {
    type: 'application/ld+json; charset=utf-8',
    indexed: false,
    body: `${JSON.stringify(provenanceDocument({ place, post, ...known }), null, 2)}\n`,
  };
}
