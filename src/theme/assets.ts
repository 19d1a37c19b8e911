import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { minifyCss } from './minify.ts';

/**
 * The files of a theme, held in memory and served under names that carry a hash of what is in them, so that a
 * browser keeps each for good and asks for a changed one by another name.
 */
export type Assets = {
  /** The address of a file by its plain name: `theme.css` → `/-/assets/theme.0a1b2c3d4e.css`. Throws on an unknown name. */
  readonly href: (name: string) => string;
  /** Answers a path under `/-/assets/`; `undefined` where there is no such file. */
  readonly respond: (path: string, acceptEncoding: string) => AssetReply | undefined;
};

export type AssetReply = {
  readonly status: 200;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** `theme.json` of a theme: what each style sheet is joined from, in this order; fonts come from installed packages. */
export type AssetList = {
  readonly styles: Readonly<Record<string, readonly string[]>>;
  readonly scripts: readonly string[];
  readonly fonts: Readonly<Record<string, string>>;
};

const prefix = '/-/assets/';
const packages = new URL('../../node_modules/', import.meta.url);

/** Reads the files of a theme's folder. Throws when one is missing, or the style sheet names a file that is not listed. */
export function loadAssets(folder: URL = new URL('../../themes/default/', import.meta.url)): Assets {
  const list = readAssetList(folder);
  const sheets = Object.entries(list.styles);
  return loadAssetList({
    styles: Object.fromEntries(
      sheets.map(([sheet, names]) => [sheet, names.map((name) => new URL(name, folder))]),
    ),
    scripts: list.scripts.map((name) => new URL(name, folder)),
    fonts: list.fonts,
  });
}

/** The `theme.json` of a theme's folder. */
export function readAssetList(folder: URL): AssetList {
  return JSON.parse(readText(new URL('theme.json', folder)));
}

/**
 * Style sheets by their names, each joined from files; scripts, and fonts by the name that the style sheets call them.
 * Scripts in TypeScript are sent as JavaScript: their types are stripped, nothing else of them changes.
 */
export function loadAssetList({
  styles,
  scripts,
  fonts,
}: {
  readonly styles: Readonly<Record<string, readonly URL[]>>;
  readonly scripts: readonly URL[];
  readonly fonts: AssetList['fonts'];
}): Assets {
  const files = new Map<string, Asset>();
  for (const [name, path] of Object.entries(fonts)) {
    files.set(name, new Asset(name, readFileSync(fileURLToPath(new URL(path, packages)))));
  }
  for (const url of scripts) {
    const name = basename(url.pathname).replace(/\.ts$/, '.js');
    const script = readFileSync(url);
    // Only when one is asked for: the compiler of types is a megabyte of WebAssembly.
    const body = url.pathname.endsWith('.ts')
      ? () => Buffer.from(stripTypeScriptTypes(script.toString()))
      : undefined;
    files.set(name, new Asset(name, script, body));
  }
  for (const [sheet, parts] of Object.entries(styles)) {
    const css = parts.map(readText).join('\n');
    files.set(sheet, new Asset(sheet, Buffer.from(withHashedUrls(minifyCss(css), files))));
  }
  return serving(files);
}

function serving(files: ReadonlyMap<string, Asset>): Assets {
  const byPath = new Map([...files.values()].map((file) => [file.path, file]));
  return {
    href(name) {
      const file = files.get(name);
      if (file === undefined) throw new Error(`The theme has no file "${name}"`);
      return file.path;
    },
    respond(path, acceptEncoding) {
      const current = byPath.get(path);
      if (current !== undefined) return current.reply(acceptEncoding, 'public, max-age=31536000, immutable');
      // A page kept by somebody from before an update: today's file, for as long as it takes to ask again.
      const replaced = files.get(plainName(path));
      return replaced?.reply(acceptEncoding, 'public, max-age=60');
    },
  };
}

/** `/-/assets/theme.0a1b2c3d4e.css` → `theme.css`; an empty text for anything else. */
function plainName(path: string): string {
  const match = /^\/-\/assets\/([\w-]+)\.[0-9a-f]{10}(\.\w+)$/.exec(path);
  return match === null ? '' : `${match[1]}${match[2]}`;
}

function withHashedUrls(css: string, files: ReadonlyMap<string, Asset>): string {
  return css.replace(/url\(([^)]+)\)/g, (_, name: string) => {
    const file = files.get(name);
    if (file === undefined)
      throw new Error(`The style sheet names "${name}", which theme.json does not list`);
    return `url(${file.path})`;
  });
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** One file; compressed at the first request for it, once, as small as it gets. Fonts are compressed already. */
class Asset {
  readonly path: string;
  readonly #make: () => Buffer;
  #made: Buffer | undefined;
  readonly #type: string;
  readonly #compressed = new Map<string, Buffer>();

  /** `source` is what its name is worked out from; it is what is sent too, unless that is made of it. */
  constructor(name: string, source: Buffer, make: () => Buffer = () => source) {
    const extension = extname(name);
    const hash = createHash('sha256').update(source).digest('hex').slice(0, 10);
    this.path = `${prefix}${name.slice(0, -extension.length)}.${hash}${extension}`;
    this.#make = make;
    this.#type = types[extension] ?? 'application/octet-stream';
  }

  get #body(): Buffer {
    this.#made ??= this.#make();
    return this.#made;
  }

  reply(acceptEncoding: string, cacheControl: string): AssetReply {
    const headers = { 'content-type': this.#type, 'cache-control': cacheControl };
    if (this.#type === 'font/woff2') return this.#answer(headers, this.#body);
    const encoding = chooseEncoding(acceptEncoding);
    const varying = { ...headers, vary: 'Accept-Encoding' };
    if (encoding === undefined) return this.#answer(varying, this.#body);
    return this.#answer({ ...varying, 'content-encoding': encoding }, this.#compress(encoding));
  }

  #answer(headers: Record<string, string>, body: Buffer): AssetReply {
    return { status: 200, headers: { ...headers, 'content-length': String(body.length) }, body };
  }

  #compress(encoding: 'br' | 'gzip'): Buffer {
    let body = this.#compressed.get(encoding);
    if (body === undefined) {
      body = encoding === 'br' ? brotliCompressSync(this.#body, brotli) : gzipSync(this.#body, { level: 9 });
      this.#compressed.set(encoding, body);
    }
    return body;
  }
}

const brotli = { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } };

/** The better of the encodings that an `Accept-Encoding` header allows (RFC 9110, 12.5.3). */
function chooseEncoding(header: string): 'br' | 'gzip' | undefined {
  const allowed = header
    .toLowerCase()
    .split(',')
    .map((item) => item.trim())
    .filter((item) => !/;\s*q=0(\.0*)?$/.test(item))
    .map((item) => item.split(';')[0]);
  return (['br', 'gzip'] as const).find((encoding) => allowed.includes(encoding));
}

function readText(url: URL): string {
  return readFileSync(url, 'utf8');
}
