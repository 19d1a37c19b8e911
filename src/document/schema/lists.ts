import type { NodeSpec } from 'prosemirror-model';
import { blockAttributes, oneOf, optional } from './attributes.ts';

/** Bulleted, numbered, task and definition lists, with their items. */
export const lists = {
  bulletList: { group: 'block', content: 'listItem+', attrs: blockAttributes },
  orderedList: {
    group: 'block',
    content: 'listItem+',
    attrs: {
      ...blockAttributes,
      start: optional('number'),
      reversed: optional('boolean'),
      style: oneOf('a', 'A', 'i', 'I'),
    },
  },
  listItem: { content: 'block+', defining: true, attrs: blockAttributes },
  taskList: { group: 'block', content: 'taskItem+', attrs: blockAttributes },
  taskItem: {
    content: 'block+',
    defining: true,
    attrs: { ...blockAttributes, checked: optional('boolean') },
  },
  definitionList: { group: 'block', content: '(term | description)+', attrs: blockAttributes },
  term: { content: 'inline*', defining: true, attrs: blockAttributes },
  description: { content: 'block+', defining: true, attrs: blockAttributes },
} satisfies Record<string, NodeSpec>;
