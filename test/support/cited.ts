import type { Capture } from '../../src/capture/capture.ts';
import type { PartialDate } from '../../src/kit/partial-date.ts';
import type { Cited } from '../../src/quotation/cited.ts';
import type { Quotation } from '../../src/quotation/quotation.ts';
import type { Source } from '../../src/source/source.ts';
import type { Speaker } from '../../src/speaker/speaker.ts';

const at = '2026-05-21T12:00:00.000Z';
const hash = (letter: string) => letter.repeat(64);

export const statement: Source = {
  id: 12,
  kind: 'statement',
  title: 'بيان الوزارة عن المرفأ',
  publisher: 'Ministry of Ports',
  author: '',
  address: 'https://ports.example/statements/2016/21?lang=ar&full=1',
  canonical: null,
  published: '2016-05-21' as PartialDate,
  lang: 'ar',
  licence: '',
  legalBasis: 'quotation',
  permission: 'SECRET: a letter in the drawer',
  notes: 'SECRET: notes',
  state: 'dead',
  createdAt: at,
  changedAt: at,
};

export const book: Source = {
  ...statement,
  id: 13,
  kind: 'book',
  title: 'Harbours & “their” <people>',
  publisher: '',
  author: 'M. Ellison',
  address: null,
  published: '1931~' as PartialDate,
  lang: 'en',
  state: 'unknown',
};

export const speaker: Speaker = {
  id: 5,
  slug: 'jane-roe',
  kind: 'person',
  name: 'Jane Roe',
  names: [
    { text: 'Jane Roe', lang: 'en' },
    { text: 'جين رو', lang: 'ar' },
  ],
  url: 'https://roe.example/',
  description: '',
  roles: [],
};

export const capture: Capture = {
  id: 34,
  sourceId: 12,
  address: 'https://ports.example/statements/2016/21?lang=ar&full=1',
  finalAddress: 'https://ports.example/statements/2016/21/?lang=ar&full=1',
  method: 'http',
  status: 'done',
  reason: null,
  detail: null,
  progress: null,
  httpStatus: 200,
  mime: 'text/html',
  charset: 'utf-8',
  title: 'بيان',
  lang: 'ar',
  mainSha256: hash('a'),
  waczSha256: hash('b'),
  waczBytes: 10_000,
  warcSha256: hash('c'),
  visibility: 'public',
  notice: null,
  requestedBy: 7,
  createdAt: at,
  changedAt: at,
  capturedAt: '2026-05-20T08:00:00.000Z',
  facts: {},
};

const quotation: Quotation = {
  id: 5,
  postId: 12,
  key: 'ab12',
  position: 1,
  inline: false,
  text: 'لن يُغلق المرفأ.',
  textHash: hash('d'),
  askedHash: hash('e'),
  lang: 'ar',
  dir: 'rtl',
  translations: [{ text: 'The port will not be closed.', lang: 'en', dir: 'ltr', translator: 'Ann' }],
  sourceId: 12,
  speakerId: 5,
  said: '2016-05' as PartialDate,
  saidKey: '2016-05-01T00:00:00.000Z',
  place: 'Vessary',
  given: {},
  selector: {
    captureId: 34,
    stream: 'dom',
    streamSha256: hash('f'),
    span: { start: 1042, end: 1058, exact: 'لن يغلق المرفأ.', prefix: 'وقالت: ', suffix: ' وأضافت' },
  },
  verdict: 'orthographic',
  reason: null,
  checked: {
    verdict: 'orthographic',
    stream: 'dom',
    streamSha256: hash('f'),
    spans: [{ start: 1042, end: 1058 }],
    exact: ['لن يغلق المرفأ.'],
    prefix: 'وقالت: ',
    suffix: ' وأضافت',
    diff: [
      { op: 'same', quote: 'لن ', source: 'لن ' },
      { op: 'replace', quote: 'يُغلق', source: 'يغلق' },
      { op: 'same', quote: ' المرفأ.', source: ' المرفأ.' },
    ],
    marks: [],
    warnings: ['quoted-speaker'],
    normaliser: '1',
    observed: true,
    others: [],
  },
  checkedAt: at,
  override: null,
  listedAt: at,
  createdAt: at,
};

/** Three quotations: one found in an archived copy, one altered that a person vouches for, one of a book not yet looked into. */
export const cited: readonly Cited[] = [
  { quotation, source: statement, speaker, capture },
  {
    quotation: {
      ...quotation,
      id: 6,
      key: 'cd34',
      position: 2,
      inline: true,
      text: 'will </script><b>never</b> close',
      lang: 'en',
      dir: 'ltr',
      speakerId: null,
      said: null,
      saidKey: null,
      place: null,
      selector: { captureId: 34, stream: 'dom', streamSha256: hash('f') },
      verdict: 'altered',
      checked: quotation.checked && {
        ...quotation.checked,
        verdict: 'altered',
        warnings: ['negation-inserted'],
        diff: [
          { op: 'same', quote: 'will ', source: 'will ' },
          { op: 'insert', quote: 'never ', source: '' },
          { op: 'same', quote: 'close', source: 'close' },
        ],
      },
      override: {
        by: 'Ann',
        accountId: 7,
        at,
        reason: 'Heard it said so.',
        textHash: quotation.textHash,
      },
    },
    source: statement,
  },
  {
    quotation: {
      ...quotation,
      id: 7,
      key: 'ef56',
      position: 3,
      text: 'A harbour is its people.',
      lang: 'en',
      dir: 'ltr',
      sourceId: 13,
      said: '1931~' as PartialDate,
      selector: null,
      verdict: 'pending',
      checked: null,
      checkedAt: null,
      place: null,
    },
    source: book,
    speaker,
  },
];
