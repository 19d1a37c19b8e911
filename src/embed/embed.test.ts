import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSite, site } from '../../test/support/media-site.ts';
import { dialects } from '../../test/support/world.ts';
import { type FakePage, fakeWeb } from '../kit/fetch/fake.ts';
import type { World } from '../kit/world.ts';
import { mediaBySource } from '../media/read.ts';
import { sample } from '../media/sample.ts';
import { readHead, textOf } from './head.ts';
import { askAgain, type EmbedCard, embedAddress, embedCard } from './index.ts';
import { resolveEmbed } from './jobs.ts';
import { playerHosts } from './player.ts';

async function cardOf(world: World, address: string): Promise<EmbedCard> {
  const card = await world.db.write((tx) => embedCard(tx, site, address));
  assert.ok(card);
  return card;
}

async function resolve(world: World, address: string, pages: Readonly<Record<string, FakePage>>) {
  const web = fakeWeb(pages);
  const job = { siteId: site, payload: { url: embedAddress(address) }, signal: new AbortController().signal };
  const outcome = await resolveEmbed({ ...world, fetch: web.fetch }, job);
  return { outcome, asked: web.asked };
}

async function statusOf(world: World, url: string) {
  const row = await world.db.read
    .selectFrom('embed')
    .select('status')
    .where('url', '=', url)
    .executeTakeFirst();
  return row?.status;
}

const json = (value: unknown): FakePage => ({
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

async function resolved(
  world: World,
  address: string,
  pages: Readonly<Record<string, FakePage>>,
): Promise<EmbedCard> {
  await cardOf(world, address);
  const { outcome } = await resolve(world, address, pages);
  assert.equal(outcome, undefined);
  return cardOf(world, address);
}

const video = 'https://youtu.be/dQw4w9WgXcQ';
const videoPage = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
const videoAnswer = `https://www.youtube.com/oembed?format=json&url=${encodeURIComponent(videoPage)}`;
const thumbnail = 'https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg';

for (const dialect of dialects) {
  describe(`embeds on ${dialect}`, () => {
    it('A card works before anything is known; then it has a title, an author and a picture of its own', async () => {
      await using world = await openSite(dialect);
      const first = await cardOf(world, video);
      assert.deepEqual(first, {
        url: videoPage,
        provider: 'YouTube',
        title: 'youtube.com/watch?v=dQw4w9WgXcQ',
        player: {
          src: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1',
          width: 1280,
          height: 720,
        },
      });
      await cardOf(world, video);
      const jobs = await world.db.read.selectFrom('job').select(['kind', 'key', 'payload']).execute();
      assert.deepEqual(
        jobs.map((job) => ({ ...job })),
        [{ kind: 'embed.resolve', key: `1:${videoPage}`, payload: JSON.stringify({ url: videoPage }) }],
      );

      const card = await resolved(world, video, {
        [videoAnswer]: json({
          type: 'video',
          version: '1.0',
          provider_name: 'YouTube',
          title: 'A song\u0000 <b>about</b>\n promises',
          author_name: 'Rick',
          thumbnail_url: thumbnail,
          html: '<iframe src="https://evil.test/"></iframe>',
        }),
        [thumbnail]: { type: 'image/jpeg', body: await sample(480, 360).jpeg().toBuffer() },
      });
      assert.deepEqual([card.title, card.author], ['A song <b>about</b> promises', 'Rick']);
      assert.match(
        card.picture!.src,
        /^\/wp-content\/uploads\/2026\/03\/YouTube-A-song-b-about-b-promises\.webp$/,
      );
      assert.deepEqual([card.picture!.width, card.picture!.height], [480, 360]);
      assert.deepEqual(card.player, first.player);
      assert.equal(await statusOf(world, videoPage), 'ready');
      const events = await world.db.read.selectFrom('outbox').select(['kind', 'payload']).execute();
      assert.ok(
        events.some(
          ({ kind, payload }) => kind === 'embed.changed' && payload === JSON.stringify({ url: videoPage }),
        ),
      );
      const media = await mediaBySource(world.db, site, thumbnail);
      assert.equal(media?.mime, 'image/webp', 'written anew');
    });

    it('A place that says no leaves a link; one that is not there is asked again', async () => {
      await using world = await openSite(dialect);
      await cardOf(world, video);
      const { outcome: notThere } = await resolve(world, video, {});
      assert.deepEqual([notThere?.retry, await statusOf(world, videoPage)], [true, 'pending']);
      const { outcome: busy } = await resolve(world, video, { [videoAnswer]: { status: 503 } });
      assert.equal(busy?.retry, true);
      const { outcome: no } = await resolve(world, video, {
        [videoAnswer]: { status: 404, type: 'application/json', body: 'Not Found' },
      });
      assert.equal(no, undefined);
      assert.equal(await statusOf(world, videoPage), 'failed');
      assert.equal((await cardOf(world, video)).title, 'youtube.com/watch?v=dQw4w9WgXcQ');
      await world.db.write((tx) => askAgain(tx, site, videoPage));
      assert.equal((await world.db.read.selectFrom('job').select('id').execute()).length, 1);
    });
  });
}

describe('what places tell', () => {
  it('The words of a post are its title: X, Bluesky, Mastodon', async () => {
    await using world = await openSite();
    const tweet = 'https://x.com/jack/status/20';
    const onX = await resolved(world, tweet, {
      [`https://publish.x.com/oembed?dnt=true&omit_script=true&url=${encodeURIComponent(tweet)}`]: json({
        url: tweet,
        author_name: 'jack',
        html: '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">just setting up <a href="https://t.co/x">my</a> twttr &amp; more<br>now</p>&mdash; jack (@jack)</blockquote><script>bad()</script>',
        title: null,
        type: 'rich',
      }),
    });
    assert.deepEqual([onX.title, onX.author], ['just setting up my twttr & more now', 'jack']);

    const post = 'https://bsky.app/profile/bsky.app/post/3juz';
    const onBluesky = await resolved(world, post, {
      [`https://embed.bsky.app/oembed?format=json&url=${encodeURIComponent(post)}`]: json({
        author_name: 'Bluesky (@bsky.app)',
        html: '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3juz"><p lang="en">Hello sky</p></blockquote>',
      }),
    });
    assert.equal(onBluesky.title, 'Hello sky');
    assert.equal(
      onBluesky.player?.src,
      'https://embed.bsky.app/embed/did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3juz',
    );

    const toot = 'https://social.example/@ana/109318821117356215';
    const onMastodon = await resolved(world, toot, {
      [toot]: `<!doctype html><html><head><title>Ana: "Bonjour"</title>
        <meta property="og:title" content="Ana (@ana@social.example)"><meta content="Bonjour &amp; bienvenue" property="og:description">
        <link href="/api/oembed?format=json&amp;url=x" rel="alternate" type="application/json+oembed"></head>`,
      'https://social.example/api/oembed?format=json&url=x': json({
        title: 'New status by ana',
        author_name: 'Ana',
        html: '<iframe src="https://social.example/x/embed">',
      }),
    });
    assert.deepEqual(
      [onMastodon.title, onMastodon.author, onMastodon.player],
      ['Bonjour & bienvenue', 'Ana', undefined],
    );
  });

  it('The Internet Archive and Wikimedia Commons are asked in their own ways', async () => {
    await using world = await openSite();
    const item = await resolved(world, 'https://archive.org/details/film1968', {
      'https://archive.org/metadata/film1968': json({
        metadata: { title: ['A film', 'x'], creator: ['George', 'John'] },
      }),
      'https://archive.org/services/img/film1968': {
        type: 'image/png',
        body: await sample(180, 135).png().toBuffer(),
      },
    });
    assert.deepEqual([item.title, item.author, item.picture?.width], ['A film', 'George, John', 180]);
    const file = 'https://commons.wikimedia.org/wiki/File:Tunis_m%C3%A9dina.jpg';
    const { asked } = await resolve(world, file, {});
    assert.match(
      asked[0]!,
      /^https:\/\/commons\.wikimedia\.org\/w\/api\.php\?.*titles=File%3ATunis_m%C3%A9dina\.jpg/,
    );
    const photo = await resolved(world, file, {
      [asked[0]!]: json({
        query: {
          pages: [
            {
              imageinfo: [
                {
                  thumburl: 'https://upload.wikimedia.org/t.jpg',
                  extmetadata: { Artist: { value: '<a href="//x">Karim</a>' } },
                },
              ],
            },
          ],
        },
      }),
    });
    assert.deepEqual([photo.title, photo.author, photo.player], ['Tunis médina', 'Karim', undefined]);
  });

  it('Any page may tell by oEmbed discovery, or by its head', async () => {
    await using world = await openSite();
    const page = 'https://news.example/article';
    const card = await resolved(world, page, {
      [page]:
        '<head><link rel="alternate" type="application/json+oembed" href="https://news.example/oembed"><title>Fallback</title>',
      'https://news.example/oembed': json({
        version: '1.0',
        type: 'rich',
        title: 'An article',
        author_name: 7,
        html: '<script>',
      }),
    });
    assert.deepEqual(
      [card.provider, card.title, card.author, card.player],
      ['news.example', 'An article', '7', undefined],
    );
    const plain = 'https://news.example/plain';
    const fromHead = await resolved(world, plain, {
      [plain]:
        '<title>Title &lt;of&gt; page</title><meta name=author content=Ana><meta property=og:image content=/p.png><body><title>not this</title>',
      'https://news.example/p.png': { type: 'image/png', body: await sample().png().toBuffer() },
    });
    assert.deepEqual(
      [fromHead.title, fromHead.author, fromHead.picture?.width],
      ['Title <of> page', 'Ana', 60],
    );
    const broken = 'https://news.example/broken';
    const rest = await resolved(world, broken, {
      [broken]: '<title>Kept</title><link rel=alternate type=application/json+oembed href="http://[">',
    });
    assert.equal(rest.title, 'Kept');
  });

  it('Answers that are none, hostile or endless leave a card that is a link', async () => {
    await using world = await openSite();
    const answers: FakePage[] = [
      json(null),
      json([]),
      { type: 'application/json', body: '{"title":' },
      { type: 'application/json', body: '<html>' },
      json({ title: { a: 1 }, author_name: ['x'], thumbnail_url: 'javascript:alert(1)', html: 5 }),
      json({ title: 'x'.repeat(100_000).replace(/(.{50})/g, '$1 ') }),
      json({ title: '\u202eevil\u2066 \u0007 \ud800', thumbnail_url: 'http://[' }),
      json({ thumbnail_url: 'file:///etc/passwd' }),
      { type: 'text/html', body: '{}' },
      { type: 'application/json', body: 'x'.repeat(600_000) },
    ];
    for (const answer of answers) {
      const card = await resolved(world, video, { [videoAnswer]: answer });
      assert.ok(card.title.length <= 301 && card.title.length > 0);
      assert.doesNotMatch(card.title, /[\u0000-\u001f\u202e]/);
      assert.equal(card.picture, undefined);
      assert.equal(card.url, videoPage);
      if (card.player) assert.ok(playerHosts.includes(new URL(card.player.src).host));
    }
  });

  it('A picture that is none, or a drawing that could act, is not taken', async () => {
    await using world = await openSite();
    const pictures: FakePage[] = [
      { status: 404, type: 'image/jpeg' },
      { type: 'image/jpeg', body: 'not a picture' },
      { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' },
      { type: 'image/png', body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' },
      { type: 'text/html', body: await sample().png().toBuffer() },
    ];
    for (const picture of pictures) {
      const card = await resolved(world, video, {
        [videoAnswer]: json({ title: 'T', thumbnail_url: thumbnail }),
        [thumbnail]: picture,
      });
      assert.deepEqual([card.title, card.picture], ['T', undefined]);
    }
  });

  it('What is no web address has no card', async () => {
    await using world = await openSite();
    for (const address of ['', 'javascript:alert(1)', 'mailto:a@b.test']) {
      assert.equal(await world.db.write((tx) => embedCard(tx, site, address)), undefined);
      assert.equal(embedAddress(address), address);
    }
  });
});

describe('the head of a page', () => {
  it('Is read as browsers read it, and only the head', () => {
    const head = readHead(
      `<!doctype html><!-- <title>no</title> --><script>"<title>no</title>"</script><style><title>no</title></style>
       <TITLE>Yes &amp; more</TITLE><META PROPERTY="OG:Title" CONTENT='a "b"'><meta property="og:title" content="second">
       <body><meta property="og:image" content="/x"><link rel="alternate" type="application/json+oembed" href="/late">`,
    );
    assert.equal(head.title, 'Yes & more');
    assert.deepEqual([...head.meta], [['og:title', 'a "b"']]);
    assert.equal(head.oEmbed, undefined);
  });

  it('A page of any nesting takes no longer than its length', () => {
    const started = performance.now();
    readHead('<b a>'.repeat(200_000));
    readHead('<p><a><table><div>'.repeat(50_000));
    readHead('<'.repeat(500_000));
    textOf('<div>'.repeat(200_000));
    assert.ok(performance.now() - started < 3_000);
  });

  it('Text is without markup and scripts', () => {
    assert.equal(
      textOf('a<br>b<script>c</script> &lt;d&gt;<style>e</style>'),
      'a b &lt;d&gt;'.replace('&lt;', '<').replace('&gt;', '>'),
    );
    assert.equal(textOf('<p>in <b>side</b></p>out', 'p').trim(), 'in side');
  });
});
