import type { ItemSchema } from '../route.ts';

const rendered = (description: string) => ({
  description,
  type: 'object',
  properties: { raw: { type: 'string' }, rendered: { type: 'string', readonly: true } },
});

const dateTime = { type: ['string', 'null'], format: 'date-time' };

/** A post or page, as OPTIONS shows it. */
export function postSchema(type: 'post' | 'page'): ItemSchema {
  const ofPosts = {
    sticky: { type: 'boolean' },
    format: { type: 'string', enum: ['standard'] },
    categories: { type: 'array', items: { type: 'integer' } },
    tags: { type: 'array', items: { type: 'integer' } },
  };
  const ofPages = { parent: { type: 'integer' }, menu_order: { type: 'integer' } };
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: type,
    type: 'object',
    properties: {
      id: { type: 'integer', readonly: true },
      date: { ...dateTime, description: 'When it is published, in the time zone of the site.' },
      date_gmt: dateTime,
      guid: rendered('What feeds know it by.'),
      modified: { ...dateTime, readonly: true },
      modified_gmt: { ...dateTime, readonly: true },
      password: { type: 'string' },
      slug: { type: 'string' },
      status: { type: 'string', enum: ['publish', 'future', 'draft', 'pending', 'private'] },
      type: { type: 'string', readonly: true },
      link: { type: 'string', format: 'uri', readonly: true },
      title: rendered('The title, plain text; `rendered` is the same as HTML.'),
      content: rendered('The text; `raw` is what was written.'),
      excerpt: rendered('The summary, plain text.'),
      author: { type: 'integer' },
      featured_media: { type: 'integer' },
      comment_status: { type: 'string', enum: ['open', 'closed'] },
      ping_status: { type: 'string', enum: ['closed'] },
      template: { type: 'string' },
      meta: { type: 'object', properties: {} },
      ...(type === 'post' ? ofPosts : ofPages),
    },
  };
}
