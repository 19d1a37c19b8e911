import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
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

/** `theme.json` of a theme: style sheets are joined in this order, fonts come from installed packages. */
export type AssetList = {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly fonts: Readonly<Record<string, string>>;
};

const prefix = '/-/assets/';
const packages = new URL('../../node_modules/', import.meta.url);

/** Reads the files of a theme's folder. Throws when one is missing, or the style sheet names a file that is not listed. */
export function loadAssets(folder: URL = new URL('../../themes/default/', import.meta.url)): Assets {
  const list: AssetList = JSON.parse(readText(new URL('theme.json', folder)));
  const files = new Map<string, Asset>();
  for (const [name, path] of Object.entries(list.fonts)) {
    files.set(name, new Asset(name, readFileSync(fileURLToPath(new URL(path, packages)))));
  }
  for (const name of list.scripts) files.set(name, new Asset(name, readFileSync(new URL(name, folder))));
  const css = list.styles.map((name) => readText(new URL(name, folder))).join('\n');
  files.set('theme.css', new Asset('theme.css', Buffer.from(withHashedUrls(minifyCss(css), files))));
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
  readonly #body: Buffer;
  readonly #type: string;
  readonly #compressed = new Map<string, Buffer>();

  constructor(name: string, body: Buffer) {
    const extension = extname(name);
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
    this.path = `${prefix}${name.slice(0, -extension.length)}.${hash}${extension}`;
    this.#body = body;
    this.#type = types[extension] ?? 'application/octet-stream';
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
