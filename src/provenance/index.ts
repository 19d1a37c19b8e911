import type { Feature } from '../kit/feature.ts';
import { idIn } from '../kit/http/form.ts';
import type { Reply } from '../kit/http/index.ts';
import { hrefOf } from '../post/permalink.ts';
import { historyName, provenancePath } from '../revision/publication.ts';
import type { PublicAsked, PublicPages } from '../site/public-page.ts';
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
async function showProvenance({ params, site, origin, reader }: PublicAsked): Promise<Reply | undefined> {
  const postId = idIn(params.id);
  if (postId < 1) return undefined;
  reader.note('site', `post:${postId}`, historyName(postId));
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
    status: 200,
    headers: {
      'content-type': 'application/ld+json; charset=utf-8',
      'cache-control': 'public, max-age=0, must-revalidate',
      'access-control-allow-origin': '*',
      'x-robots-tag': 'noindex',
    },
    body: `${JSON.stringify(provenanceDocument({ place, post, ...known }), null, 2)}\n`,
  };
}
