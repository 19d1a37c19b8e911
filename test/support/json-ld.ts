import assert from 'node:assert/strict';
import jsonld from 'jsonld';

/** A node of expanded JSON-LD: its properties by their full names. */
export type Node = Readonly<Record<string, unknown>>;

/**
 * Expands JSON-LD as any reader of it would, and refuses what would be lost: a term that no context knows. Contexts
 * that programs know by their address are served from here, as far as they are used; nothing else is fetched.
 */
export async function expanded(document: object, base: string): Promise<readonly Node[]> {
  const lost: string[] = [];
  const nodes = await jsonld.expand(document, {
    base,
    documentLoader: async (url) => {
      const context = contexts[url];
      assert.ok(context, `${url} is no context that is known here`);
      return { documentUrl: url, document: { '@context': context } };
    },
    // What is dropped or stays relative is told as an event, not as an error (JSON-LD API, section 5.1).
    eventHandler: ({ event }) => {
      lost.push(`${event.code}: ${JSON.stringify(event.details)}`);
    },
  });
  assert.deepEqual(lost, []);
  return nodes;
}

/** Terms by what they stand for in a vocabulary; those of `iris` have addresses as their values. */
function vocabulary(base: string, terms: readonly string[], iris: Readonly<Record<string, string>> = {}) {
  return {
    ...Object.fromEntries(terms.map((term) => [term, `${base}${term}`])),
    ...Object.fromEntries(
      Object.entries(iris).map(([term, name]) => [term, { '@id': base + name, '@type': '@id' }]),
    ),
  };
}

const oa = 'http://www.w3.org/ns/oa#';

const contexts: Readonly<Record<string, object>> = {
  // Web Annotation Vocabulary, appendix A: of its context what provenance uses.
  'http://www.w3.org/ns/anno.jsonld': {
    id: '@id',
    type: '@type',
    ...vocabulary(oa, ['Annotation', 'TextualBody', 'SpecificResource', 'TimeState']),
    ...vocabulary(oa, ['TextQuoteSelector', 'TextPositionSelector', 'linking']),
    ...vocabulary(oa, ['start', 'end', 'exact', 'prefix', 'suffix', 'sourceDate']),
    ...vocabulary(oa, [], { body: 'hasBody', target: 'hasTarget', source: 'hasSource' }),
    ...vocabulary(oa, [], { selector: 'hasSelector', state: 'hasState', cached: 'cachedSource' }),
    motivation: { '@id': `${oa}motivatedBy`, '@type': '@vocab' },
    AnnotationPage: 'http://www.w3.org/ns/activitystreams#OrderedCollectionPage',
    items: { '@id': 'http://www.w3.org/ns/activitystreams#items', '@type': '@id', '@container': '@list' },
    Person: 'http://xmlns.com/foaf/0.1/Person',
    Organization: 'http://xmlns.com/foaf/0.1/Organization',
    created: 'http://purl.org/dc/terms/created',
    format: 'http://purl.org/dc/elements/1.1/format',
    language: 'http://purl.org/dc/elements/1.1/language',
    value: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#value',
  },
  // schema.org has every term of its own in one vocabulary.
  'https://schema.org': {
    '@vocab': 'https://schema.org/',
    url: { '@id': 'https://schema.org/url', '@type': '@id' },
    archivedAt: { '@id': 'https://schema.org/archivedAt', '@type': '@id' },
    sameAs: { '@id': 'https://schema.org/sameAs', '@type': '@id' },
    correctionsPolicy: { '@id': 'https://schema.org/correctionsPolicy', '@type': '@id' },
  },
};
