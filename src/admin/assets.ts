import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Assets, loadAssetList, readAssetList } from '../theme/assets.ts';

/** The desk's style sheet and its islands: modules of `editor/`, each a file of its own, sent with types stripped. */
export type DeskAssets = {
  readonly stylesheet: string;
  /** The address of an island by its name. Throws on an unknown one. */
  readonly island: (name: string) => string;
  readonly respond: Assets['respond'];
};

const styles = [
  'desk.css',
  'desk-forms.css',
  'desk-lists.css',
  'desk-pages.css',
  'desk-moderation.css',
  'desk-writing.css',
  'desk-quotations.css',
];

/** Reads them from their folders. The faces are those of the default theme, so that a browser has them once. */
export function loadDeskAssets(): DeskAssets {
  const theme = new URL('../../themes/default/', import.meta.url);
  const editor = new URL('../../editor/', import.meta.url);
  const islands = readdirSync(fileURLToPath(editor)).filter((name) => /^[\w-]+\.ts$/.test(name));
  const assets = loadAssetList({
    styles: {
      'desk.css': [new URL('fonts.css', theme), ...styles.map((name) => new URL(name, import.meta.url))],
    },
    scripts: islands.map((name) => new URL(name, editor)),
    fonts: readAssetList(theme).fonts,
  });
  return {
    stylesheet: assets.href('desk.css'),
    island: (name) => assets.href(`${name}.js`),
    respond: assets.respond,
  };
}
