import { html } from '../kit/html.ts';
import { type Incoming, plainText, type Reply } from '../kit/http/index.ts';
import { hrefOf, storedPath } from '../post/permalink.ts';
import { readAuthorsOf } from '../reading/belonging.ts';
import { pictureOf } from '../reading/picture.ts';
import { type ReadPost, readPostAt } from '../reading/post.ts';
import { note } from '../reading/reader.ts';
import { absolute, type Visit } from '../reading/visit.ts';
import { textElement } from './xml.ts';

/** Width and height of what is offered, in pixels, where nobody asks for less. */
const widest = 600;
const height = 200;

/** oEmbed 1.0 § 2: what another site shows of a post or page, as `rich` content without script or frame. */
export async function answerOEmbed(visit: Visit, request: Incoming): Promise<Reply> {
  const format = request.query.get('format') ?? 'json';
  const address = request.query.get('url');
  if (address === null) return plainText(400, 'The parameter url is missing.');
  if (format !== 'json' && format !== 'xml') return plainText(501, 'The format is json or xml.');
  const post = await postOf(visit, address);
  if (!post) return plainText(404, 'No post or page of this site has that address.');
  if (post.password !== null) return plainText(401, 'That post is not public.');
  const response = await responseOf(visit, post, sizeOf(request));
  return format === 'json'
    ? reply(visit, 'application/json', JSON.stringify(response))
    : reply(visit, 'text/xml', xml(response));
}

async function postOf(visit: Visit, address: string): Promise<ReadPost | undefined> {
  const url = URL.parse(address);
  const own =
    url !== null && (url.origin === visit.origin || visit.site.hosts.some(({ host }) => host === url.host));
  const path = own ? storedPath(url.pathname) : undefined;
  if (path === undefined) return undefined;
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  return (await readPostAt(visit.reader, path, 1)) ?? (await readPostAt(visit.reader, other, 1));
}

function sizeOf({ query }: Incoming): { readonly width: number; readonly height: number } {
  const within = (name: string, most: number) => {
    const asked = Number(query.get(name) ?? most);
    return Number.isInteger(asked) && asked > 0 ? Math.min(asked, most) : most;
  };
  return { width: within('maxwidth', widest), height: within('maxheight', height) };
}

type Response = Readonly<Record<string, string | number | undefined>>;

async function responseOf(
  visit: Visit,
  post: ReadPost,
  size: { readonly width: number; readonly height: number },
): Promise<Response> {
  const { site, origin, reader } = visit;
  note(reader, 'site');
  const [author] = (await readAuthorsOf(reader, [post.id])).get(post.id) ?? [];
  const picture =
    post.picture_id === null ? undefined : (await pictureOf(reader, [post.picture_id])).get(post.picture_id);
  const url = absolute(visit, post.path ?? '/');
  return {
    version: '1.0',
    type: 'rich',
    title: post.title,
    author_name: author?.name,
    author_url: author && origin + hrefOf(`/author/${author.slug}/`),
    provider_name: site.title,
    provider_url: `${origin}/`,
    html: html`<blockquote lang="${post.lang ?? site.locale}" dir="${post.dir}" cite="${url}"><p><a href="${url}">${post.title}</a></p><p>${post.summary}</p><p>${site.title}</p></blockquote>`.toString(),
    ...size,
    thumbnail_url: picture && origin + picture.src,
    thumbnail_width: picture?.width,
    thumbnail_height: picture?.height,
  };
}

function xml(response: Response): string {
  const fields = Object.entries(response).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${textElement(name, String(value))}\n`],
  );
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n${fields.join('')}</oembed>\n`;
}

function reply({ reader }: Visit, type: string, body: string): Reply {
  return {
    status: 200,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'public, max-age=0, must-revalidate',
      'access-control-allow-origin': '*',
    },
    body,
    reads: reader.reads,
  };
}
