import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Role, roles } from './account.ts';
import { type Action, type Actor, actions, may, visitor } from './may.ts';

const site = 1;
const me = 7;

function holding(role: Role | undefined, { owner = false, on = site } = {}): Actor {
  return { kind: 'account', accountId: me, owner, roles: new Map(role ? [[on, role]] : []) };
}

/** Which roles may do an action to anybody's, and to one's own. */
const expected: Record<Action, { readonly any: readonly Role[]; readonly own: readonly Role[] }> = {
  'read-private': {
    any: ['editor', 'administrator'],
    own: ['contributor', 'author', 'editor', 'administrator'],
  },
  'read-unpublished': {
    any: ['editor', 'administrator'],
    own: ['contributor', 'author', 'editor', 'administrator'],
  },
  'read-protected': {
    any: ['editor', 'administrator'],
    own: ['contributor', 'author', 'editor', 'administrator'],
  },
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
});
