import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { embedProvider } from '../document/embed.ts';
import { playerHosts } from './player.ts';
import { recognise } from './provider.ts';

/** Forms in which people copy an address, the one form it goes by, and the player. */
const known: readonly (readonly [
  provider: string,
  forms: readonly string[],
  url: string,
  player: string | undefined,
])[] = [
  [
    'YouTube',
    [
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      'http://youtube.com/watch?feature=share&v=dQw4w9WgXcQ',
      'https://m.youtube.com/watch?v=dQw4w9WgXcQ&list=RDdQw4',
      'https://youtu.be/dQw4w9WgXcQ?si=abc',
      'https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0',
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
      'https://www.youtube.com/live/dQw4w9WgXcQ',
    ],
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1',
  ],
  [
    'YouTube',
    [
      'https://youtu.be/dQw4w9WgXcQ?t=1m30s',
      'https://www.youtube.com/embed/dQw4w9WgXcQ?start=90',
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s',
    ],
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s',
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&start=90',
  ],
  [
    'YouTube',
    ['https://youtube.com/shorts/abc-DEF_123'],
    'https://www.youtube.com/shorts/abc-DEF_123',
    'https://www.youtube-nocookie.com/embed/abc-DEF_123?autoplay=1',
  ],
  [
    'YouTube',
    ['https://www.youtube.com/playlist?list=PL123', 'https://www.youtube.com/embed/videoseries?list=PL123'],
    'https://www.youtube.com/playlist?list=PL123',
    'https://www.youtube-nocookie.com/embed/videoseries?list=PL123&autoplay=1',
  ],
  [
    'Vimeo',
    [
      'https://vimeo.com/76979871',
      'https://player.vimeo.com/video/76979871',
      'http://www.vimeo.com/channels/staffpicks/76979871',
    ],
    'https://vimeo.com/76979871',
    'https://player.vimeo.com/video/76979871?dnt=1&autoplay=1',
  ],
  [
    'Vimeo',
    ['https://vimeo.com/76979871/8272103f6e', 'https://player.vimeo.com/video/76979871?h=8272103f6e'],
    'https://vimeo.com/76979871/8272103f6e',
    'https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1&autoplay=1',
  ],
  [
    'X',
    [
      'https://twitter.com/jack/status/20',
      'https://mobile.twitter.com/jack/statuses/20?s=20',
      'https://x.com/jack/status/20/photo/1',
    ],
    'https://x.com/jack/status/20',
    'https://platform.twitter.com/embed/Tweet.html?id=20&dnt=true',
  ],
  [
    'Bluesky',
    ['https://bsky.app/profile/bsky.app/post/3juz'],
    'https://bsky.app/profile/bsky.app/post/3juz',
    undefined,
  ],
  [
    'Bluesky',
    ['https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3juz'],
    'https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3juz',
    'https://embed.bsky.app/embed/did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3juz',
  ],
  [
    'Instagram',
    [
      'https://www.instagram.com/p/CxYz_1-a/?igsh=x',
      'https://instagr.am/p/CxYz_1-a',
      'https://instagram.com/someone/p/CxYz_1-a/',
    ],
    'https://www.instagram.com/p/CxYz_1-a/',
    'https://www.instagram.com/p/CxYz_1-a/embed/',
  ],
  [
    'Instagram',
    ['https://www.instagram.com/reel/Abc/'],
    'https://www.instagram.com/reel/Abc/',
    'https://www.instagram.com/reel/Abc/embed/',
  ],
  [
    'TikTok',
    ['https://www.tiktok.com/@scout2015/video/6718335390845095173?lang=en'],
    'https://www.tiktok.com/@scout2015/video/6718335390845095173',
    'https://www.tiktok.com/player/v1/6718335390845095173?autoplay=1',
  ],
  ['TikTok', ['https://vm.tiktok.com/ZMabcdef/'], 'https://vm.tiktok.com/ZMabcdef/', undefined],
  [
    'SoundCloud',
    [
      'https://soundcloud.com/forss/flickermood',
      'https://m.soundcloud.com/forss/flickermood/',
      'https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/forss/flickermood',
    ],
    'https://soundcloud.com/forss/flickermood',
    'https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fforss%2Fflickermood&auto_play=true',
  ],
  [
    'Spotify',
    [
      'https://open.spotify.com/track/11dFghVXANMlKmJXsNCbNl?si=1',
      'https://open.spotify.com/intl-fr/track/11dFghVXANMlKmJXsNCbNl',
      'https://open.spotify.com/embed/track/11dFghVXANMlKmJXsNCbNl',
    ],
    'https://open.spotify.com/track/11dFghVXANMlKmJXsNCbNl',
    'https://open.spotify.com/embed/track/11dFghVXANMlKmJXsNCbNl',
  ],
  [
    'Internet Archive',
    [
      'https://archive.org/details/night_of_the_living_dead',
      'https://www.archive.org/embed/night_of_the_living_dead',
    ],
    'https://archive.org/details/night_of_the_living_dead',
    'https://archive.org/embed/night_of_the_living_dead?autoplay=1',
  ],
  [
    'Wikimedia Commons',
    [
      'https://commons.wikimedia.org/wiki/File:Big Buck Bunny.webm'.replace(/ /g, '_'),
      'https://commons.m.wikimedia.org/wiki/File%3ABig_Buck_Bunny.webm',
    ],
    'https://commons.wikimedia.org/wiki/File:Big_Buck_Bunny.webm',
    'https://commons.wikimedia.org/wiki/File:Big_Buck_Bunny.webm?embedplayer=yes',
  ],
  [
    'Wikimedia Commons',
    ['https://commons.wikimedia.org/wiki/File:Tunis_médina.jpg'],
    'https://commons.wikimedia.org/wiki/File:Tunis_m%C3%A9dina.jpg',
    undefined,
  ],
  [
    'Mastodon',
    [
      'https://mastodon.social/@Gargron/109318821117356215',
      'https://mastodon.social/@Gargron/109318821117356215/embed',
    ],
    'https://mastodon.social/@Gargron/109318821117356215',
    undefined,
  ],
  ['news.example', ['https://www.news.example/a?b=c#d'], 'https://www.news.example/a?b=c', undefined],
];

describe('addresses of things that other places show', () => {
  it('Every form of an address leads to the same thing, and to its player', () => {
    for (const [provider, forms, url, player] of known) {
      for (const form of forms) {
        const thing = recognise(form);
        assert.deepEqual([thing?.provider, thing?.url, thing?.player?.src], [provider, url, player], form);
      }
      assert.equal(recognise(url)?.url, url, 'the one form leads to itself');
    }
  });

  it('Players come from the hosts that may be framed, and from no other', () => {
    const hosts = known.flatMap(([, , , player]) => (player === undefined ? [] : [new URL(player).host]));
    assert.deepEqual([...new Set(hosts)].sort(), [...playerHosts].sort());
    for (const host of playerHosts) assert.match(host, /^[a-z0-9.-]+$/);
  });

  it('The document knows the same places by the same names', () => {
    for (const [provider, forms, url] of known.slice(0, -1)) {
      assert.equal(embedProvider(url), provider, url);
      for (const form of forms) assert.ok([provider, undefined].includes(embedProvider(form)), form);
    }
  });

  it('What only looks like one of them is a page like any other', () => {
    for (const address of [
      'https://www.youtube.com/',
      'https://www.youtube.com/watch?v=',
      'https://www.youtube.com/watch?v=<script>',
      'https://youtube.com.evil.test/watch?v=dQw4w9WgXcQ',
      'https://evil.test/https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      'https://vimeo.com/about',
      'https://x.com/jack',
      'https://w.soundcloud.com/player/?url=https://evil.test/',
      'https://w.soundcloud.com/player/?url=nonsense',
      'https://open.spotify.com/user/x',
      'https://commons.wikimedia.org/wiki/%ff',
      'https://archive.org/details/',
    ]) {
      const thing = recognise(address);
      assert.equal(thing?.source.kind, 'page', address);
      assert.equal(thing?.player, undefined, address);
    }
  });

  it('What is no address of the web is nothing', () => {
    for (const address of [
      '',
      'x',
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://x.test/',
      '//x.test',
      'https://',
      'https://a:b@x.test/',
      'https://x.test/a b',
      'http://[',
    ]) {
      assert.equal(recognise(address), undefined, address);
    }
  });
});
