import type { Binding, InlineBinding, RepublishMode } from './quotation.ts';

/**
 * The types of a document: ProseMirror JSON in its normal form.
 *
 * Normal form (`normalise` makes it, every parser returns it):
 * - attributes at their default are left out, and so is an empty `attrs` or `content`;
 * - neighbouring texts with the same marks are one text; marks stand in the order of `markNames`;
 * - white space is collapsed and trimmed, save in code and verse; no break stands at the edge of a block;
 * - two breaks in a row end a paragraph; one that holds only pictures is those pictures, and one that holds
 *   only the address of a known provider is an embed; a quote that ends with a paragraph that is all title
 *   of a work ends with a citation;
 * - blocks without content are left out, save where their parent needs one: there an empty paragraph stands;
 * - anchors are unique; a heading whose anchor is the one made from its text carries none;
 * - `more` and `pageBreak` stand at the top level only, and no footnote holds another.
 */
export type Document = { readonly type: 'doc'; readonly content: readonly TopBlock[] };

export type Direction = 'ltr' | 'rtl';

/** Attributes that every block may carry. */
export type BlockAttributes = {
  readonly dir?: Direction;
  /** BCP 47 tag. */
  readonly lang?: string;
  /** The anchor: a fragment that links can name. */
  readonly id?: string;
};

/** Where a figure stands. `left` and `right` are physical, as in the fields this comes from. */
export type Alignment = 'left' | 'right' | 'center' | 'wide' | 'full';
export type TextAlignment = 'left' | 'right' | 'center' | 'justify';
export type ImageSize = 'thumbnail' | 'medium' | 'large' | 'full';

interface Block<T extends string, C, A = unknown> {
  readonly type: T;
  readonly attrs?: BlockAttributes & A;
  readonly content?: readonly C[];
}
/** A block that is nothing without its attributes. */
interface Described<T extends string, C, A> {
  readonly type: T;
  readonly attrs: BlockAttributes & A;
  readonly content?: readonly C[];
}

export type Paragraph = Block<'paragraph', Inline, { readonly align?: TextAlignment }>;
export type Heading = Described<
  'heading',
  Inline,
  { readonly level: 1 | 2 | 3 | 4 | 5 | 6; readonly align?: TextAlignment }
>;
/** White space is kept; line breaks are `\n` in its text. */
export type Verse = Block<'verse', Inline>;
export type CodeBlock = Block<'codeBlock', Text, { readonly language?: string }>;

export type BulletList = Block<'bulletList', ListItem>;
export type OrderedList = Block<
  'orderedList',
  ListItem,
  { readonly start?: number; readonly reversed?: boolean; readonly style?: 'a' | 'A' | 'i' | 'I' }
>;
export type ListItem = Block<'listItem', BlockNode>;
export type TaskList = Block<'taskList', TaskItem>;
export type TaskItem = Block<'taskItem', BlockNode, { readonly checked?: boolean }>;
export type DefinitionList = Block<'definitionList', Term | Description>;
export type Term = Block<'term', Inline>;
export type Description = Block<'description', BlockNode>;

/** Words of somebody else. Where they are translated, the original comes first. */
export type Quote = Block<'quote', BlockNode | Translation | Citation, Binding>;
/** What a quote says in another language, which nobody checks. */
export type Translation = Block<'translation', BlockNode, { readonly translator?: string }>;
export type PullQuote = Block<
  'pullQuote',
  BlockNode | Citation,
  { readonly cite?: string; readonly align?: Alignment }
>;
export type Citation = Block<'citation', Inline>;
/** What of a post is another's text, apart from what the post says about it. `source`: ID of a source. */
export type Republished = Block<
  'republished',
  BlockNode,
  { readonly key?: string; readonly source?: number; readonly mode?: RepublishMode }
>;

/** A table with what stands around it; the grid inside has the shape that table editors expect. */
export type Table = Block<'table', TableGrid | Caption, { readonly align?: Alignment }>;
export type TableGrid = Block<'tableGrid', TableRow>;
export type TableRow = Block<'tableRow', TableCell | TableHeader, { readonly foot?: boolean }>;
export type CellAttributes = {
  readonly colspan?: number;
  readonly rowspan?: number;
  readonly align?: TextAlignment;
};
export type TableCell = Block<'tableCell', BlockNode, CellAttributes>;
export type TableHeader = Block<'tableHeader', BlockNode, CellAttributes>;
export type Caption = Block<'caption', Inline>;

/** A picture; its content is its caption. `width` and `height` in CSS pixels. */
export type Image = Described<
  'image',
  Inline,
  {
    readonly src: string;
    readonly alt?: string;
    readonly title?: string;
    readonly href?: string;
    readonly align?: Alignment;
    readonly size?: ImageSize;
    readonly width?: number;
    readonly height?: number;
  }
>;
export type Gallery = Block<
  'gallery',
  Image | Caption,
  { readonly columns?: number; readonly align?: Alignment }
>;
/** Its content is its caption; so with video and embed. */
export type Audio = Described<
  'audio',
  Inline,
  { readonly src: string; readonly loop?: boolean; readonly align?: Alignment }
>;
export type Track = {
  readonly src: string;
  readonly kind?: 'captions' | 'descriptions' | 'chapters';
  readonly lang?: string;
  readonly label?: string;
};
export type Video = Described<
  'video',
  Inline,
  {
    readonly src: string;
    readonly poster?: string;
    readonly width?: number;
    readonly height?: number;
    readonly loop?: boolean;
    readonly muted?: boolean;
    readonly tracks?: readonly Track[];
    readonly align?: Alignment;
  }
>;
/** A file to download; its content is its name, without links. */
export type File = Described<'file', Text, { readonly href: string }>;
export type Embed = Described<'embed', Inline, { readonly url: string; readonly align?: Alignment }>;
/** Its content is its label, without links. */
export type Button = Described<'button', Text, { readonly href: string; readonly align?: TextAlignment }>;

export type Columns = Block<'columns', Column, { readonly align?: Alignment }>;
/** `width` in percent. */
export type Column = Block<'column', BlockNode, { readonly width?: number }>;
export type Group = Block<'group', BlockNode, { readonly align?: Alignment }>;
export type Details = Block<'details', Summary | BlockNode, { readonly open?: boolean }>;
export type Summary = Block<'summary', Inline>;

export type Separator = Block<'separator', never>;
/** Where the teaser ends. `label` replaces the theme's words of the link to the rest. */
export type More = Block<'more', never, { readonly label?: string }>;
export type PageBreak = Block<'pageBreak', never>;
export type Math = Described<'math', never, { readonly tex: string }>;
/** HTML that fits no other block, as `sanitizeFragment` leaves it. */
export type Raw = Described<'raw', never, { readonly html: string }>;

/** A block that may stand inside others. */
export type BlockNode =
  | Paragraph
  | Heading
  | Verse
  | CodeBlock
  | BulletList
  | OrderedList
  | TaskList
  | DefinitionList
  | Quote
  | PullQuote
  | Republished
  | Table
  | Image
  | Gallery
  | Audio
  | Video
  | File
  | Embed
  | Button
  | Columns
  | Group
  | Details
  | Separator
  | Math
  | Raw;
export type TopBlock = BlockNode | More | PageBreak;
/** A part of one kind of block. */
export type Part =
  | ListItem
  | TaskItem
  | Term
  | Description
  | Translation
  | Citation
  | Caption
  | TableGrid
  | TableRow
  | TableCell
  | TableHeader
  | Column
  | Summary;

type InlineNode<T extends string, A> = {
  readonly type: T;
  readonly attrs: A;
  readonly marks?: readonly Mark[];
};
export type Text = { readonly type: 'text'; readonly text: string; readonly marks?: readonly Mark[] };
export type HardBreak = { readonly type: 'hardBreak'; readonly marks?: readonly Mark[] };
export type InlineImage = InlineNode<
  'inlineImage',
  {
    readonly src: string;
    readonly alt?: string;
    readonly title?: string;
    readonly width?: number;
    readonly height?: number;
  }
>;
export type InlineMath = InlineNode<'inlineMath', { readonly tex: string }>;
/** Stands where its mark stands; its content is shown after the text. */
export type Footnote = {
  readonly type: 'footnote';
  readonly content?: readonly BlockNode[];
  readonly marks?: readonly Mark[];
};
export type Inline = Text | HardBreak | InlineImage | InlineMath | Footnote;

export type LinkMark = {
  readonly type: 'link';
  readonly attrs: { readonly href: string; readonly title?: string; readonly rel?: string };
};
export type AbbreviationMark = { readonly type: 'abbreviation'; readonly attrs: { readonly title: string } };
export type LanguageMark = {
  readonly type: 'language';
  readonly attrs: { readonly lang?: string; readonly dir?: Direction };
};
export type QuotationMark = { readonly type: 'quotation'; readonly attrs?: InlineBinding };
export type PlainMark = {
  readonly type:
    | 'work'
    | 'strong'
    | 'emphasis'
    | 'underline'
    | 'strike'
    | 'highlight'
    | 'small'
    | 'superscript'
    | 'subscript'
    | 'keyboard'
    | 'code';
};
export type Mark = QuotationMark | LinkMark | LanguageMark | AbbreviationMark | PlainMark;

/** Any node of a document, for code that walks the tree whatever stands in it. */
export type AnyNode = Document | TopBlock | Part | Inline;
export type NodeName = AnyNode['type'];
export type MarkName = Mark['type'];

/** Something of the input that the document could not take as it was. */
export type Loss = {
  /** What it was, for example `<form> element`. */
  readonly what: string;
  /** What is left of it, for example `its text`, or `nothing`. */
  readonly kept: string;
};

/** `guest`: what a comment may hold, 64 KB; `writer`: everything, 5 MB. */
export type Limit = 'guest' | 'writer';

export type ParseOptions = {
  readonly limit: Limit;
  /** Absolute address against which relative ones are resolved. Without it they stay relative. */
  readonly baseUrl?: string;
};

export type Parsed =
  | { readonly ok: true; readonly document: Document; readonly losses: readonly Loss[] }
  | { readonly ok: false; readonly reason: 'too-large'; readonly bytes: number; readonly limit: number }
  | { readonly ok: false; readonly reason: 'too-deep'; readonly limit: number };

/** The children of any node; text and leaves have none. */
export function children(node: AnyNode): readonly AnyNode[] {
  return 'content' in node && node.content !== undefined ? node.content : [];
}
