import type { World } from '../kit/world.ts';
import { providerPath } from './paths.ts';

/** A way to sign in with an account that one has elsewhere. */
export type SignInWay = {
  /** As in the settings: `google`. */
  readonly name: string;
  /** `Google`, in no language. */
  readonly label: string;
  /** Where it begins. `to` is a path of the host that the link stands on; one comes back to it, signed in. */
  readonly href: (to: string) => string;
};

/** The providers of the settings. The links are good on every host of the install. */
export function signInWays({ config }: Pick<World, 'config'>): readonly SignInWay[] {
  return (config.oidc ?? []).map(({ name, label }) => ({
    name,
    label,
    href: (to) => `${providerPath}${name}?to=${encodeURIComponent(to)}`,
  }));
}
