import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBlog } from '../../../test/support/blog.ts';
import { type Sent, signedInAs, visitorsOf } from '../../../test/support/visitor.ts';
import type { PhaseName } from '../comment.ts';
import { addBan } from '../save-ban.ts';
import { networkHash, senderOfKey } from '../sender.ts';
import { phases } from './order.ts';

async function open() {
  const blog = await openBlog();
  const visitors = await visitorsOf(blog);
  // Each phase is looked at alone: only what is said in the test holds a reply.
  await visitors.set({ premoderation: 'nobody' });
  const heldBy = async (sent: Sent = {}): Promise<readonly PhaseName[]> => {
    const { reasons } = await visitors.taken({
      text: `Different words each time ${blog.clock.now().getTime()}.`,
      ...sent,
    });
    return reasons.map(({ phase }) => phase);
  };
  /** A browser of which a reply was approved. */
  const known = async (key = 'a'.repeat(32)) => {
    const { id } = await visitors.taken({ key, text: 'My first one here, without any link.' });
    await visitors.approve(id);
  };
  return { blog, ...visitors, heldBy, known, [Symbol.asyncDispose]: () => blog.close() };
}

describe('The phases that look at a reply', () => {
  it('stand in this order', () => {
    assert.deepEqual(
      phases.map(({ name }) => name),
      [
        'closed',
        'form-token',
        'honeypot',
        'too-fast',
        'rate',
        'bans',
        'duplicate',
        'links',
        'words',
        'bayes',
        'akismet',
        'pre-moderation',
      ],
    );
  });

  it('hold nothing of an honest guest by themselves', async () => {
    await using place = await open();
    assert.deepEqual(await place.heldBy(), []);
    assert.equal((await place.row(1)).status, 'live');
  });

  it('write down every reason, and the gravest decides', async () => {
    await using place = await open();
    await place.set({ wordsHeld: ['pills'], premoderation: 'everyone' });
    const sent = await place.taken({ text: 'pills [a](https://a.example)', trap: 'filled' });
    assert.equal(sent.standing, 'spam');
    assert.deepEqual(
      sent.reasons.map(({ phase }) => phase),
      ['honeypot', 'links', 'words', 'pre-moderation'],
    );
    assert.deepEqual(JSON.parse((await place.row(sent.id)).reasons), sent.reasons);
  });

  it('let through whoever may moderate, whatever it is', async () => {
    await using place = await open();
    await place.set({ premoderation: 'everyone', maxLinks: 0, wordsSpam: ['harbour'] });
    for (let i = 0; i < 12; i++) {
      const author = signedInAs(7, 'editor', place.blog.site.id);
      const sent = await place.taken({
        author,
        text: `harbour https://a.example ${i}`,
        after: '0 second',
        trap: 'x',
      });
      assert.equal(sent.standing, 'live');
    }
    const author = signedInAs(8, 'subscriber', place.blog.site.id);
    assert.equal((await place.taken({ author, text: 'harbour' })).standing, 'spam');
  });
});

describe('A post that is closed', () => {
  it('takes nothing, nor one that is older than the site wants', async () => {
    await using place = await open();
    await place.set({ closeAfterDays: 3 });
    assert.ok((await place.send()).ok);
    place.blog.clock.advance('3 day');
    assert.deepEqual(await place.send({ text: 'late' }), { ok: false, reason: 'closed' });
    const page = await place.pen.post({
      type: 'page',
      commentsOpen: true,
      title: 'About',
      publishedAt: '2020-01-01T00:00:00.000Z',
    });
    assert.ok((await place.send({ postId: page })).ok, 'pages do not grow old');
    const closed = await place.pen.post({ title: 'Closed', commentsOpen: false });
    assert.deepEqual(await place.send({ postId: closed }), { ok: false, reason: 'closed' });
  });
});

describe('A form', () => {
  it('must be ours, for this post, and of these two days', async () => {
    await using place = await open();
    const refused = { ok: false, reason: 'form-expired' };
    assert.deepEqual(await place.send({ token: '' }), refused);
    assert.deepEqual(await place.send({ token: 'bm9uc2Vuc2U.9999999999.AAAA' }), refused);
    assert.deepEqual(await place.send({ after: '2 day' }), refused);
    const { replyToken } = await import('../form.ts');
    const other = replyToken(place.blog.world, place.blog.site.id, 99);
    assert.deepEqual(await place.send({ token: other }), refused);
    assert.ok((await place.send({ after: '47 hour' })).ok);
  });

  it('with the field filled in that nobody sees is spam, which a person can look at', async () => {
    await using place = await open();
    const sent = await place.taken({ trap: 'https://spam.example' });
    assert.equal(sent.standing, 'spam');
    assert.deepEqual(sent.reasons, [{ phase: 'honeypot' }]);
  });

  it('sent faster than anybody writes is held', async () => {
    await using place = await open();
    assert.deepEqual(await place.heldBy({ after: '2 second' }), ['too-fast']);
    assert.deepEqual(await place.heldBy({ after: '3 second' }), []);
  });
});

describe('Too many replies', () => {
  it('of one sender are refused, with the time after which the next is taken', async () => {
    await using place = await open();
    for (let i = 0; i < 5; i++) await place.taken({ text: `no ${i}`, after: '5 second' });
    const sixth = await place.send({ text: 'no 6', after: '5 second' });
    assert.deepEqual(sixth, { ok: false, reason: 'too-many', retryAfter: 35 });
    assert.ok((await place.send({ text: 'another browser', key: 'b'.repeat(32), after: '5 second' })).ok);
    assert.ok((await place.send({ text: 'no 6', after: '40 second' })).ok);
  });

  it('of one network are refused, whatever browser they say they are; of IPv6 the first 64 bits are one', async () => {
    await using place = await open();
    const from = (i: number, address: string) =>
      place.send({ text: `no ${i}`, key: i.toString(16).padStart(32, '0'), address, after: '4 second' });
    for (let i = 0; i < 10; i++) assert.ok((await from(i, `2001:db8:1:2::${i + 1}`)).ok);
    const refused = await from(11, '2001:db8:1:2:ffff::1');
    assert.equal(refused.ok || refused.reason, 'too-many');
    assert.ok((await from(12, '2001:db8:1:3::1')).ok);
  });

  it('are counted by what no address can be read from, for two weeks', async () => {
    await using place = await open();
    await place.blog.work();
    const { id } = await place.taken({ address: '198.51.100.77' });
    const { network } = await place.row(id);
    assert.match(network ?? '', /^[\w-]{22}$/);
    place.blog.clock.advance('15 day');
    await place.blog.work();
    assert.equal((await place.row(id)).network, null);
  });
});

describe('The same text', () => {
  it('from another browser is held; short thanks are everybody’s', async () => {
    await using place = await open();
    const text = 'I have read this with great interest, and will come back.';
    assert.deepEqual(await place.heldBy({ text }), []);
    assert.deepEqual(await place.heldBy({ text: `${text.toUpperCase()} !`, key: 'b'.repeat(32) }), [
      'duplicate',
    ]);
    assert.deepEqual(await place.heldBy({ text: 'Thank you!' }), []);
    assert.deepEqual(await place.heldBy({ text: 'Thank you!', key: 'c'.repeat(32) }), []);
  });
});

describe('Links', () => {
  it('beyond what the site allows hold a reply, and any link of a newcomer does', async () => {
    await using place = await open();
    assert.deepEqual(await place.heldBy({ text: 'see https://a.example' }), ['links']);
    assert.equal((await place.row(1)).standing, 'pending');
    await place.known('d'.repeat(32));
    const key = 'd'.repeat(32);
    assert.deepEqual(await place.heldBy({ key, text: 'https://a.example https://b.example' }), []);
    assert.deepEqual(
      await place.heldBy({ key, text: 'https://a.example https://b.example https://c.example' }),
      ['links'],
    );
  });
});

describe('The word lists', () => {
  it('find words in any script and spelling, as whole words', async () => {
    await using place = await open();
    await place.set({
      wordsHeld: ['Viagra', 'قرض سريع', 'казино', '赌场', 'cas*', 'not one'],
      wordsSpam: ['*bitcoin*'],
    });
    const held = async (text: string) => (await place.heldBy({ text })).length > 0;
    assert.equal(await held('Buy VIÁGRA here'), true);
    assert.equal(await held('viagrassimo is a town'), false);
    assert.equal(await held('احصل على قَرْضٌ سَرِيع اليوم'), true);
    assert.equal(await held('Лучшее КАЗИНО'), true);
    assert.equal(await held('最好的赌场在这里'), true);
    place.blog.clock.advance('1 hour');
    assert.equal(await held('my cashier'), true);
    assert.equal(await held('one is not here'), false);
    assert.equal((await place.taken({ text: 'getBitcoins now' })).standing, 'spam');
    assert.deepEqual(await place.heldBy({ text: 'hello', name: 'Viagra' }), ['words']);
    assert.deepEqual(await place.heldBy({ text: 'hello again', url: 'https://viagra.example/' }), ['words']);
  });

  it('tell the first that fits, by the list as it is now', async () => {
    await using place = await open();
    const found = async (text: string) => {
      const { reasons } = await place.taken({ text });
      return reasons.map(({ facts }) => facts?.word);
    };
    await place.set({ wordsHeld: ['loan*', 'easy money', 'easy', '*coin', 'cheap dollar*', 'bargain'] });
    assert.deepEqual(await found('Easy, he said, money is not'), ['easy']);
    assert.deepEqual(await found('Bargain! It is easy money'), ['easy money']);
    assert.deepEqual(await found('A bargain in bitcoin'), ['*coin']);
    assert.deepEqual(await found('An easy loaning'), ['loan*']);
    assert.deepEqual(await found('So cheap: dollars'), ['cheap dollar*']);
    assert.deepEqual(await found('Moneylenders make it uneasy'), []);
    await place.set({ wordsHeld: ['loan*', 'easy money', 'uneasy', '*coin', 'cheap dollar*', 'bargain'] });
    assert.deepEqual(await found('Lenders make it uneasy and easy'), ['uneasy']);
    assert.deepEqual(await found('It is easy'), []);
  });
});

describe('A ban', () => {
  it('refuses, or takes as spam without a word, by browser, network and domain', async () => {
    await using place = await open();
    const { world, site } = place.blog;
    const ban = (kind: 'sender' | 'network' | 'domain', value: string, effect: 'refuse' | 'spam') =>
      world.db.write((tx) => addBan(tx, site.id, { kind, value, label: 'x', effect }, { by: null }));
    await ban('sender', senderOfKey(world, site.id, 'b'.repeat(32)), 'refuse');
    await ban('network', networkHash(world, site.id, '2001:db8::1'), 'spam');
    await ban('domain', 'www.Shop.example', 'spam');
    assert.deepEqual(await place.send({ key: 'b'.repeat(32) }), { ok: false, reason: 'banned' });
    assert.equal((await place.taken({ address: '2001:db8::ffff' })).standing, 'spam');
    assert.equal(
      (await place.taken({ text: 'a site', url: 'https://cheap.shop.example/x' })).standing,
      'spam',
    );
    assert.equal((await place.taken({ text: 'a mail', email: 'me@shop.example' })).standing, 'spam');
    assert.equal(
      (await place.taken({ text: 'workshop.example is another', key: 'e'.repeat(32) })).standing,
      'live',
    );
    place.blog.clock.advance('91 day');
    const later = await place.taken({ text: 'months later', address: '2001:db8::1', key: 'f'.repeat(32) });
    assert.equal(later.standing, 'live', 'networks change hands');
  });
});

describe('What is learned', () => {
  it('ranks the queue by what was approved and refused here, and decides nothing', async () => {
    await using place = await open();
    await place.set({ premoderation: 'everyone' });
    const rank = async (text: string) => (await place.row((await place.taken({ text })).id)).spam_rank;
    assert.equal(await rank('harbour and silt'), 500);
    for (let i = 0; i < 6; i++) {
      place.blog.clock.advance('1 hour');
      await place.approve((await place.taken({ text: `the harbour has silt number ${i}` })).id);
      await place.spam((await place.taken({ text: `casino bonus free money number ${i}` })).id);
    }
    place.blog.clock.advance('1 hour');
    assert.ok((await rank('silt in the harbour again')) < 200);
    assert.ok((await rank('free casino money')) > 900);
    const taken = await place.taken({ text: 'free casino bonus' });
    assert.equal(taken.standing, 'pending');
    assert.deepEqual(
      taken.reasons.map(({ phase }) => phase),
      ['pre-moderation'],
    );
  });
});

describe('Pre-moderation', () => {
  it('holds everyone, newcomers or nobody', async () => {
    await using place = await open();
    await place.set({ premoderation: 'newcomers' });
    assert.deepEqual(await place.heldBy(), ['pre-moderation']);
    await place.approve(1);
    assert.deepEqual(await place.heldBy(), []);
    assert.deepEqual(await place.heldBy({ key: 'b'.repeat(32) }), ['pre-moderation']);
    await place.set({ premoderation: 'everyone' });
    assert.deepEqual(await place.heldBy(), ['pre-moderation']);
    await place.set({ premoderation: 'nobody' });
    assert.deepEqual(await place.heldBy({ key: 'c'.repeat(32) }), []);
  });
});
