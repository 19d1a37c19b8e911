import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadAssets } from '../../src/theme/assets.ts';
import { defaultTheme } from '../../themes/default/theme.ts';
import { samplePages } from '../fixtures/theme/pages.ts';

/** The policy that the pages are served with: nothing of the theme may need more. */
export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; frame-src https:; form-action 'self'; base-uri 'none'";

export type Preview = {
  readonly url: string;
  /** The pages that it serves, each at its name. */
  readonly names: readonly string[];
  readonly close: () => Promise<void>;
};

/** Serves the sample pages (`/home`, `/post-ar`, …) with the theme's files and drawn pictures, as a site would. */
export async function openPreview(): Promise<Preview> {
  const assets = loadAssets();
  const theme = defaultTheme(assets);
  const pages = samplePages(theme);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://preview').pathname;
    const page = pages[path.slice(1)];
    const asset = assets.respond(path, request.headers['accept-encoding'] ?? '');
    if (page !== undefined) {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
      });
      response.end(theme.render(page).toString());
    } else if (asset !== undefined) {
      response.writeHead(asset.status, asset.headers).end(asset.body);
    } else if (path.startsWith('/picture/')) {
      response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(drawing(path));
    } else {
      response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    names: Object.keys(pages),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A landscape of three hills in colours that follow from its name: `/picture/quay-1600x900.svg`. */
function drawing(path: string): string {
  const [, name = '', width = '4', height = '3'] = /\/picture\/(\w+)-([\d.]+)x([\d.]+)/.exec(path) ?? [];
  const hue = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0) % 360;
  const hill = (top: number, light: number) =>
    `<path fill="hsl(${hue} 28% ${light}%)" d="M0 ${top}C25 ${top - 18} 35 ${top + 14} 60 ${top}S90 ${top - 10} 100 ${top - 4}V100H0z"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 100" preserveAspectRatio="none"><rect width="100" height="100" fill="hsl(${hue + 30} 38% 82%)"/>${hill(52, 64)}${hill(68, 46)}${hill(84, 30)}</svg>`;
}
