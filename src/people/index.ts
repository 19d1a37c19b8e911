import { accountStyle } from '../account/style.ts';
import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature } from '../kit/feature.ts';
import { peopleRoutes } from './desk.ts';
import { joinRoutes } from './join-web.ts';

/** Who is on a site: invited, given a role, and signing under a profile. */
export function peopleFeature(desk: Desk, { stylesheet }: { readonly stylesheet: string }): Feature {
  const look = { stylesheets: [stylesheet, accountStyle().href] };
  return { name: 'people', routes: [...joinRoutes(look), ...deskRoutes(desk, peopleRoutes)] };
}
