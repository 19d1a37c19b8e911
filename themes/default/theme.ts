import type { Html } from '../../src/kit/html.ts';
import type { Page, Theme } from '../../src/reading/page.ts';
import { archivePage } from './archive.ts';
import { authorPage } from './author.ts';
import { type AssetLinks, type Context, contextFor } from './context.ts';
import { deedPage } from './deed.ts';
import { footerBlock } from './footer.ts';
import { homePage } from './home.ts';
import { missingPage } from './missing.ts';
import { passwordPage } from './password.ts';
import { postPage } from './post.ts';
import { recordPage } from './record.ts';
import { searchPage } from './search.ts';
import { welcomePage } from './welcome.ts';

/** The theme that every site begins with. `assets` says where its style sheet, script and fonts are served. */
export function defaultTheme(assets: AssetLinks): Theme {
  return {
    name: 'default',
    render: (page) =>
      page.kind === 'welcome' ? welcomePage(page, assets) : render(page, contextFor(page.frame, assets)),
    block: (block, index, frame) => footerBlock(block, index, contextFor(frame, assets)),
  };
}

function render(page: Exclude<Page, { kind: 'welcome' }>, context: Context): Html {
  switch (page.kind) {
    case 'home':
      return homePage(page, context);
    case 'post':
      return postPage(page, context);
    case 'archive':
      return archivePage(page, context);
    case 'author':
      return authorPage(page, context);
    case 'search':
      return searchPage(page, context);
    case 'password':
      return passwordPage(page, context);
    case 'deed':
      return deedPage(page, context);
    case 'record':
      return recordPage(page, context);
    case 'missing':
      return missingPage(page, context);
  }
}
