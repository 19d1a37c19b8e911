import { z } from 'zod';
import { type PartialDate, parsePartialDate } from '../../kit/partial-date.ts';
import { verdicts } from '../../quotation/check/check.ts';
import { sourceKinds, sourceStates } from '../../source/source.ts';
import { speakerKinds } from '../../speaker/speaker.ts';

/** `sources.yaml` of the demonstration site: whose words its posts quote, and from where. */

const key = z.string().regex(/^[a-z0-9-]+$/);
const date = z.string().transform((text, context): PartialDate => {
  const known = parsePartialDate(text);
  if (known !== undefined) return known;
  context.addIssue(`${text} is no date`);
  return z.NEVER;
});

const speaker = z.strictObject({
  slug: key,
  kind: z.enum(speakerKinds).default('person'),
  /** The main one first. */
  names: z.array(z.strictObject({ text: z.string().min(1), lang: z.string() })).min(1),
  description: z.string().default(''),
  roles: z
    .array(
      z.strictObject({
        title: z.string(),
        organisation: z.string(),
        from: date.nullable(),
        until: date.nullable(),
      }),
    )
    .default([]),
});

const source = z.strictObject({
  /** By what the texts name it: `source=KEY`. */
  key,
  kind: z.enum(sourceKinds),
  title: z.string().min(1),
  publisher: z.string().default(''),
  author: z.string().default(''),
  address: z.url().nullable().default(null),
  published: date,
  lang: z.string(),
  licence: z.string().default(''),
  legalBasis: z.string().default(''),
  state: z.enum(sourceStates).default('unknown'),
  /** Files of `sources/`, as they were taken in, the oldest first. */
  copies: z.array(
    z.strictObject({
      file: z.string().regex(/^[a-z0-9-]+\.(html|txt)$/),
      at: z.iso.datetime(),
      /** Somebody wrote down what stands in it. */
      transcript: z.boolean().default(false),
    }),
  ),
});

const verdict = z.enum(verdicts);

export const demoSources = z.strictObject({
  speakers: z.array(speaker),
  sources: z.array(source),
  /** By slug of the post and key of the quotation: what the check has to find. */
  verdicts: z.record(z.string(), z.record(z.string(), verdict)),
  /** Quotations that somebody of the journal answers for. */
  vouched: z.array(
    z.strictObject({ post: z.string(), key: z.string(), by: z.string(), reason: z.string().min(1) }),
  ),
  /** Where posts that take over a whole text found it. */
  republished: z.array(z.strictObject({ post: z.string(), via: z.string() })),
  /** Quotations that were looked at and need no source, by their words. */
  dismissed: z.array(z.strictObject({ post: z.string(), text: z.string().min(1) })),
});

export type DemoSources = z.infer<typeof demoSources>;
