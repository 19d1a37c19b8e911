import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature } from '../kit/feature.ts';
import { siteChecks } from './check.ts';
import { footerRoutes } from './desk/footer.ts';
import { lookRoutes, lookStylesheet } from './desk/look.ts';
import { menuRoutes } from './desk/menus.ts';
import { settingsRoutes } from './desk/settings.ts';

/** A site's settings, menus and look at the desk, the style sheet of its look, and what the doctor looks at. */
export function siteFeature(desk: Desk): Feature {
  return {
    name: 'site',
    routes: [
      lookStylesheet,
      ...deskRoutes(desk, [...settingsRoutes, ...footerRoutes, ...menuRoutes, ...lookRoutes]),
    ],
    checks: siteChecks,
  };
}
