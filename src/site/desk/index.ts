import { type Desk, deskRoutes } from '../../desk/index.ts';
import type { Feature } from '../../kit/feature.ts';
import { siteChecks } from '../check.ts';
import { footerRoutes } from './footer.ts';
import { menuRoutes } from './menus.ts';
import { settingsRoutes } from './settings.ts';

/** A site's settings and menus at the desk, and what the doctor looks at. */
export function siteFeature(desk: Desk): Feature {
  return {
    name: 'site',
    routes: deskRoutes(desk, [...settingsRoutes, ...footerRoutes, ...menuRoutes]),
    checks: siteChecks,
  };
}
