import type { NodeSpec } from 'prosemirror-model';
import { alignment, blockAttributes, needed, oneOf, optional, records, textAlignment } from './attributes.ts';
import { marks } from './marks.ts';

/** What may stand inside something that is a link as a whole: every mark but the link. */
const labelMarks = Object.keys(marks)
  .filter((name) => name !== 'link')
  .join(' ');

/** Pictures, sound, films, files and what comes from other places. Their content is their caption or label. */
export const media = {
  image: {
    group: 'block',
    content: 'inline*',
    draggable: true,
    isolating: true,
    attrs: {
      ...blockAttributes,
      src: needed('string', ''),
      alt: optional('string'),
      title: optional('string'),
      href: optional('string'),
      align: alignment,
      size: oneOf('thumbnail', 'medium', 'large', 'full'),
      width: optional('number'),
      height: optional('number'),
    },
  },
  gallery: {
    group: 'block',
    content: 'image+ caption?',
    isolating: true,
    attrs: { ...blockAttributes, columns: optional('number'), align: alignment },
  },
  audio: {
    group: 'block',
    content: 'inline*',
    draggable: true,
    isolating: true,
    attrs: { ...blockAttributes, src: needed('string', ''), loop: optional('boolean'), align: alignment },
  },
  video: {
    group: 'block',
    content: 'inline*',
    draggable: true,
    isolating: true,
    attrs: {
      ...blockAttributes,
      src: needed('string', ''),
      poster: optional('string'),
      width: optional('number'),
      height: optional('number'),
      loop: optional('boolean'),
      muted: optional('boolean'),
      tracks: records(),
      align: alignment,
    },
  },
  file: {
    group: 'block',
    content: 'text*',
    marks: labelMarks,
    draggable: true,
    attrs: { ...blockAttributes, href: needed('string', '') },
  },
  embed: {
    group: 'block',
    content: 'inline*',
    draggable: true,
    isolating: true,
    attrs: { ...blockAttributes, url: needed('string', ''), align: alignment },
  },
  button: {
    group: 'block',
    content: 'text*',
    marks: labelMarks,
    draggable: true,
    attrs: { ...blockAttributes, href: needed('string', ''), align: textAlignment },
  },
} satisfies Record<string, NodeSpec>;
