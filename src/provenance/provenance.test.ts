import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { capture, cited, statement } from '../../test/support/cited.ts';
import { assertGolden } from '../../test/support/golden.ts';
import { expanded, type Node } from '../../test/support/json-ld.ts';
import { type Provenance, provenanceDocument } from './provenance.ts';

const origin = 'https://blog.example';

const whole: Provenance = {
  place: {
    origin,
    siteId: 1,
    post: `${origin}/2026/05/21/the-quay/`,
    document: `${origin}/-/posts/12/provenance.json`,
  },
  post: {
    id: 12,
    title: 'The quay',
    lang: 'en',
    published: '2026-05-21T12:00:00.000Z',
    updated: '2026-05-22T12:00:00.000Z',
  },
  version: {
    postId: 12,
    version: 3,
    kind: 'correct',
    origin: 'here',
    at: '2026-05-22T12:00:00.000Z',
    by: 'Ann',
    note: 'A word was missing.',
    title: 'The quay',
    lang: null,
    digest: '0'.repeat(64),
  },
  cited,
  republished: [
    {
      source: statement,
      capture,
      republication: {
        postId: 12,
        key: 'gh78',
        sourceId: 12,
        viaSourceId: null,
        mode: 'excerpt',
        translator: '',
        indexPolicy: 'self',
        licence: 'CC-BY-4.0',
        legalBasis: '',
        permission: 'SECRET: a letter',
        captureId: 34,
        textHash: '1'.repeat(64),
        verdict: 'exact',
        checks: { normaliser: '1', counts: { exact: 4 } },
        checkedAt: '2026-05-21T12:00:00.000Z',
      },
    },
  ],
};

describe('The provenance of a post', () => {
  it('is what programs have read before, and tells no secrets', () => {
    const text = `${JSON.stringify(provenanceDocument(whole), null, 2)}\n`;
    assertGolden('json-ld/provenance.json', text);
    assert.ok(!text.includes('SECRET'));
  });

  it('means, to a reader of JSON-LD, that words were quoted from a source, with where they stand in its copy', async () => {
    const [page] = await read(whole);
    const [items] = values<{ readonly '@list': readonly Node[] }>(page, `${as}items`);
    assert.equal(items?.['@list'].length, 3);
    const [first, second, third] = items?.['@list'] ?? [];
    const [body] = values<Node>(first, `${oa}hasBody`);
    assert.deepEqual(values(body, `${prov}wasQuotedFrom`), [{ '@id': statement.address }]);
    assert.deepEqual(values(body, `${prov}hadPrimarySource`), [{ '@id': statement.address }]);
    const [target] = values<Node>(first, `${oa}hasTarget`);
    const [quote, position] = values<Node>(target, `${oa}hasSelector`);
    assert.deepEqual(values(quote, `${oa}exact`), [{ '@value': 'لن يغلق المرفأ.' }]);
    assert.deepEqual(values(position, `${oa}start`), [{ '@value': 1042 }]);
    assert.deepEqual(values(position, 'urn:verbatim:streamSha256'), [{ '@value': 'f'.repeat(64) }]);
    assert.equal(values(second, 'urn:verbatim:override').length, 1, 'who vouches for altered words is named');
    assert.equal(values(third, `${oa}hasTarget`).length, 1, 'a book is a target by its record');
    assert.deepEqual(values(third, 'urn:verbatim:proof'), [], 'nothing was logged of what nobody looked for');
    const [post] = values<Node>(page, 'urn:verbatim:about');
    assert.deepEqual(values(post, `${prov}wasDerivedFrom`), [{ '@id': statement.address }]);
  });

  it('is a document of its own also for a post that quotes nothing', async () => {
    const { version: _, ...rest } = whole;
    const [page] = await read({ ...rest, cited: [], republished: [] });
    assert.deepEqual(values(page, `${as}items`), [{ '@list': [] }]);
  });
});

const oa = 'http://www.w3.org/ns/oa#';
const as = 'http://www.w3.org/ns/activitystreams#';
const prov = 'http://www.w3.org/ns/prov#';

/** What a node has of a property; nothing where it has none. */
function values<Value>(node: Node | undefined, property: string): readonly Value[] {
  return (node?.[property] ?? []) as readonly Value[];
}

/** As it is sent: what is undefined is not in it. */
function read(provenance: Provenance) {
  const sent = JSON.parse(JSON.stringify(provenanceDocument(provenance))) as object;
  return expanded(sent, provenance.place.document);
}
