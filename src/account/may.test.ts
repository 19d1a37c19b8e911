import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Role, roles } from './account.ts';
import { type Action, type Actor, actions, may, visitor } from './may.ts';

const site = 1;
const me = 7;

function holding(role: Role | undefined, { owner = false, on = site } = {}): Actor {
  return { kind: 'account', accountId: me, owner, roles: new Map(role ? [[on, role]] : []) };
}

/** From each role on to the most. */
const administrators: readonly Role[] = ['administrator'];
const editors: readonly Role[] = ['editor', ...administrators];
const authors: readonly Role[] = ['author', ...editors];
const writers: readonly Role[] = ['contributor', ...authors];

/** Which roles may do an action to anybody's, and to one's own. */
const expected: Record<Action, { readonly any: readonly Role[]; readonly own: readonly Role[] }> = {
  'read-private': { any: editors, own: writers },
  'read-unpublished': { any: editors, own: writers },
  'read-protected': { any: editors, own: writers },
  'enter-desk': { any: writers, own: writers },
  'create-post': { any: writers, own: writers },
  'edit-draft': { any: editors, own: writers },
  'edit-post': { any: editors, own: authors },
  'publish-post': { any: editors, own: authors },
  'delete-post': { any: editors, own: authors },
  'edit-others': { any: editors, own: editors },
  'edit-pages': { any: editors, own: editors },
  'create-tags': { any: writers, own: writers },
  'upload-media': { any: authors, own: authors },
  'edit-media': { any: editors, own: authors },
  'manage-terms': { any: editors, own: editors },
  'moderate-comments': { any: editors, own: authors },
  'manage-moderation': { any: editors, own: editors },
  'manage-sources': { any: authors, own: authors },
  capture: { any: authors, own: authors },
  'curate-archive': { any: editors, own: editors },
  'override-verdict': { any: editors, own: authors },
  'correct-post': { any: editors, own: authors },
  'manage-menus': { any: administrators, own: administrators },
  'manage-people': { any: administrators, own: administrators },
  'list-people': { any: writers, own: writers },
  'manage-site': { any: administrators, own: administrators },
  'manage-hosts': { any: [], own: [] },
  'manage-jobs': { any: administrators, own: administrators },
};

describe('What one may do', () => {
  for (const action of actions) {
    for (const role of roles) {
      it(`is said for ${role} and ${action}`, () => {
        const actor = holding(role);
        assert.equal(
          may(actor, action, { siteId: site, writtenBy: [8] }),
          expected[action].any.includes(role),
        );
        assert.equal(
          may(actor, action, { siteId: site, writtenBy: [8, me] }),
          expected[action].own.includes(role),
        );
        assert.equal(may(actor, action, { siteId: site }), expected[action].any.includes(role));
      });
    }

    it(`is nothing of ${action} for a visitor, for an account without a role, or with one on another site`, () => {
      for (const actor of [visitor, holding(undefined), holding('administrator', { on: 2 })]) {
        assert.ok(!may(actor, action, { siteId: site, writtenBy: [me] }));
      }
    });

    it(`is ${action} on every site for the owner`, () => {
      for (const siteId of [1, 2, 99])
        assert.ok(may(holding(undefined, { owner: true }), action, { siteId }));
    });
  }

  it('is to add and remove hosts for the administrator of the only site, and for the owner alone of several', () => {
    const hosts = (role: Role, alone: boolean) => may(holding(role), 'manage-hosts', { siteId: site, alone });
    for (const role of roles) {
      assert.equal(hosts(role, true), role === 'administrator');
      assert.ok(!hosts(role, false));
    }
    const owner = holding(undefined, { owner: true });
    assert.ok(may(owner, 'manage-hosts', { siteId: site, alone: false }));
  });
});
