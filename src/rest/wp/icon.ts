import { hrefOf } from '../../media/media.ts';
import { mediaById } from '../../media/read.ts';
import type { Call } from '../call.ts';

/** The picture that stands for a site. */
export async function siteIcon({
  world,
  site,
  origin,
}: Call): Promise<{ readonly id: number; readonly url: string } | undefined> {
  const { icon } = site.settings;
  const media = icon === null ? undefined : await mediaById(world.db, site.id, icon);
  return media && { id: media.id, url: origin + hrefOf(media) };
}
