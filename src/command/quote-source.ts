import { extname } from 'node:path';
import { captureLimits } from '../capture/page/limits.ts';
import { readStreams } from '../capture/read-streams.ts';
import { recognise } from '../capture/refusal/recognise.ts';
import { decodePage } from '../capture/text/charset.ts';
import { type HtmlText, htmlText } from '../capture/text/html-text.ts';
import {
  type Asked,
  type Check,
  checkQuotation,
  prepareSource,
  type Region,
} from '../quotation/check/index.ts';
import { bestOf } from '../quotation/rank.ts';
import { anyFetch } from './any-fetch.ts';
import { CommandError, type Terminal, text, type Words } from './command.ts';
import { readNamedFile } from './named-file.ts';
import { siteOf, withInstall } from './opening.ts';

/** What quotations are looked for in. */
export type NamedSource = {
  readonly check: (asked: Asked) => Check;
  /** A stretch of the text that the last check was about. */
  readonly text: (start: number, end: number) => string;
};

/** A file, an address, or `capture:34`, by its name. Throws a `CommandError` that says what is wrong with it. */
export type Sources = (name: string) => Promise<NamedSource>;

/** Texts that are kept ready at a time: the lines of a batch often name the same ones. */
const kept = 3;

/** Reads sources as they are named, and keeps the last of them ready. */
export function openSources(words: Words, terminal: Terminal): Sources {
  const ready = new Map<string, NamedSource>();
  const read = async (name: string): Promise<NamedSource> => {
    const lang = text(words, 'lang');
    const captured = /^capture:(\d+)$/.exec(name)?.[1];
    const streams = captured
      ? await capturedTexts(words, terminal, Number(captured))
      : [/^https?:\/\//i.test(name) ? await pageText(name) : await fileText(name)];
    return sourceOf(streams.map((stream) => ({ ...stream, ...(lang !== undefined && { lang }) })));
  };
  return async (name) => {
    const source = ready.get(name) ?? (await read(name));
    ready.delete(name);
    ready.set(name, source);
    if (ready.size > kept) ready.delete(ready.keys().next().value!);
    return source;
  };
}

/** The texts of one capture, or one text, of which that has the say which has it for posts. */
export function sourceOf(texts: readonly Text[]): NamedSource {
  const readable = texts.filter(({ unreadable }) => unreadable === undefined);
  const sources = (readable.length > 0 ? readable : texts).map((one) => ({
    observed: one.observed ?? true,
    source: prepareSource(one),
  }));
  let last = sources[0]?.source;
  return {
    check: (asked) => {
      const checks = sources.map((one) => ({ ...one, ...checkQuotation(one.source, asked) }));
      const { source, observed: _, ...check } = bestOf(checks)!;
      last = source;
      return check;
    },
    text: (start, end) => last?.text.slice(start, end) ?? '',
  };
}

type Text = {
  /** False for what an author brought. */
  readonly observed?: boolean;
  readonly unreadable?: string;
  readonly text: string;
  readonly regions?: readonly Region[];
  readonly lang?: string;
};

async function fileText(path: string): Promise<Text> {
  const bytes = await readNamedFile(path);
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-')
    throw new CommandError(
      `${path} is a PDF. \`verbatim capture ${path}\` keeps it, and capture:ID names it here.`,
    );
  const extension = extname(path).toLowerCase();
  return textOf(
    bytes,
    /^\.x?html?$/.test(extension) ? 'text/html' : /^\.(?:txt|md)$/.test(extension) ? 'text/plain' : '',
  );
}

function textOf(bytes: Uint8Array, type: string): Text {
  const { text: decoded } = decodePage(bytes, type);
  const isPage =
    /html/.test(type) || (type === '' && /^\s*<(?:!doctype html|html)\b/i.test(decoded.slice(0, 500)));
  return isPage ? textIn(htmlText(decoded)) : { text: decoded };
}

function textIn({ text: said, regions, lang }: HtmlText): Text {
  return { text: said, regions, ...(lang !== undefined && { lang }) };
}

async function pageText(address: string): Promise<Text> {
  const answer = await anyFetch()(address, {
    maxBytes: captureLimits.mainBytes,
    timeoutMs: 30_000,
    accept: 'text/html,text/plain;q=0.9,*/*;q=0.1',
  });
  if (!answer.ok) throw new CommandError(`${address} cannot be read: ${answer.detail || answer.reason}.`);
  const type = answer.headers['content-type'] ?? '';
  if (!/html|^text\/|^$/i.test(type))
    throw new CommandError(
      `${address} is ${type}, no page. \`verbatim capture\` keeps it, and capture:ID names it here.`,
    );
  if (!/html/i.test(type)) return textOf(answer.body, type);
  const html = decodePage(answer.body, type).text;
  const page = htmlText(html);
  const { url, status, headers } = answer;
  const seen = recognise({ asked: address, url, status, headers, html, text: page });
  if (!seen.ok) throw new CommandError(`${address} does not show its text (${seen.reason}): ${seen.detail}`);
  return textIn(page);
}

async function capturedTexts(words: Words, terminal: Terminal, id: number): Promise<readonly Text[]> {
  return withInstall(words, terminal, async (world) => {
    const site = await siteOf(words, world);
    const streams = await readStreams(world, site.id, id);
    if (streams.length === 0)
      throw new CommandError(
        `there is no capture ${id} with a text. The desk of sources lists those there are.`,
      );
    return streams;
  });
}
