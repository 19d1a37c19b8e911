import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dialects, openBlog } from '../../test/support/blog.ts';
import type { PartialDate } from '../kit/partial-date.ts';
import { readSpeakers, readSpeakersBySlug } from './read.ts';
import { createSpeaker, ensureSpeaker, updateSpeaker } from './save.ts';
import { nameIn } from './speaker.ts';

const now = '2026-05-21T12:00:00.000Z';

for (const dialect of dialects) {
  describe(`A speaker on ${dialect}`, () => {
    it('is found by any of their names, however it is typed', async () => {
      const blog = await openBlog({ dialect });
      const { world, site } = blog;
      const ensure = (name: string) => world.db.write((tx) => ensureSpeaker(tx, site.id, { name }));
      const made = await world.db.write((tx) =>
        createSpeaker(
          tx,
          site.id,
          {
            names: [
              { text: 'Léopold Sédar Senghor', lang: 'fr' },
              { text: 'ليوبولد سيدار سنغور', lang: 'ar' },
            ],
            roles: [
              {
                title: 'President',
                organisation: 'Senegal',
                from: '1960-09-06' as PartialDate,
                until: '1980' as PartialDate,
              },
            ],
          },
          { now },
        ),
      );
      assert.ok(made.ok);
      assert.equal(made.slug, 'leopold-sedar-senghor');
      for (const name of ['leopold  sedar SENGHOR', 'ليوبولد سيدار سنغور', 'لِيوبولد سيدار سنغور'])
        assert.deepEqual(await ensure(name), { id: made.id, slug: made.slug }, name);
      const other = await ensure('Senghor');
      assert.notEqual(other.id, made.id);
      const speakers = await readSpeakersBySlug(world.db, site.id, [made.slug, other.slug, 'nobody']);
      assert.equal(speakers.size, 2);
      const senghor = speakers.get(made.slug);
      assert.ok(senghor);
      assert.equal(nameIn(senghor, 'ar-EG').text, 'ليوبولد سيدار سنغور');
      assert.equal(nameIn(senghor, 'de').text, 'Léopold Sédar Senghor');
      assert.deepEqual(senghor.roles, [
        { title: 'President', organisation: 'Senegal', from: '1960-09-06', until: '1980' },
      ]);
      await blog.close();
    });

    it('of one name is made once, however many make them at the same time', async () => {
      const blog = await openBlog({ dialect });
      const { world, site } = blog;
      const made = await Promise.all(
        Array.from({ length: 8 }, () =>
          world.db.write((tx) => ensureSpeaker(tx, site.id, { name: 'Jane Roe', lang: 'en' })),
        ),
      );
      assert.equal(new Set(made.map(({ id }) => id)).size, 1);
      await blog.close();
    });

    it('keeps every slug that they had', async () => {
      const blog = await openBlog({ dialect });
      const { world, site } = blog;
      const { id } = await world.db.write((tx) => ensureSpeaker(tx, site.id, { name: 'Jane Roe' }));
      const namesake = await world.db.write((tx) =>
        createSpeaker(tx, site.id, { names: [{ text: 'Jane Roe', lang: null }] }, { now }),
      );
      assert.ok(namesake.ok);
      assert.equal(namesake.slug, 'jane-roe-2');
      const change = (slug: string, of = id) =>
        world.db.write((tx) => updateSpeaker(tx, site.id, of, { slug }, { now }));
      assert.ok((await change('judge-roe')).ok);
      assert.deepEqual(await change('jane-roe', namesake.id), { ok: false, reason: 'taken', id });
      const found = await readSpeakersBySlug(world.db, site.id, ['jane-roe', 'judge-roe']);
      assert.deepEqual([found.get('jane-roe')?.slug, found.get('judge-roe')?.id], ['judge-roe', id]);
      assert.equal((await readSpeakers(world.db, site.id, [id])).get(id)?.names.length, 1);
      await blog.close();
    });
  });
}
