import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { passwordProblem, profileProblems, tidyProfile } from './account.ts';

const good = { login: 'alice', email: 'alice@blog.example', name: 'Alice' };

describe('A profile', () => {
  it('is kept with login and address in lower case, and the name on one line', () => {
    const tidy = tidyProfile({ login: ' Alice ', email: ' Alice@Blog.Example', name: ' A\n\tB  C\0 ' });
    assert.deepEqual(tidy, { login: 'alice', email: 'alice@blog.example', name: 'A B C' });
    assert.deepEqual(profileProblems(tidy), []);
  });

  it('is refused with every one of its problems', () => {
    assert.deepEqual(profileProblems({ login: '', email: '', name: '' }), [
      'bad-login',
      'bad-email',
      'no-name',
    ]);
  });

  for (const login of ['a@b', 'a b', '-a', '.a', 'é', 'a/b', 'a'.repeat(61), '<b>', "a'--"]) {
    it(`has no login like ${JSON.stringify(login.slice(0, 12))}`, () =>
      assert.deepEqual(profileProblems({ ...good, login }), ['bad-login']));
  }

  for (const email of [
    'alice',
    'alice@',
    '@x.example',
    'a b@x.example',
    'a@x',
    `${'a'.repeat(250)}@x.example`,
    'a@x.example\nbcc:b',
  ]) {
    it(`has no address like ${JSON.stringify(email.slice(0, 20))}`, () =>
      assert.deepEqual(profileProblems({ ...good, email }), ['bad-email']));
  }
});

describe('A password', () => {
  it('is judged by its length, in characters', () => {
    assert.equal(passwordProblem('ninechars', good), 'too-short');
    assert.equal(passwordProblem('tenchars12', good), undefined);
    assert.equal(passwordProblem('😀😁😂😃😄', good), 'too-short');
    assert.equal(passwordProblem('كلمة سر طويلة', good), undefined);
    assert.equal(passwordProblem('abcdefgh'.repeat(17), good), 'too-long');
  });

  it('is refused when it is one letter over and over, or what everybody knows of the person', () => {
    assert.equal(passwordProblem('aaaaaaaaaaaa', good), 'too-simple');
    assert.equal(passwordProblem('1231231231', good), 'too-simple');
    assert.equal(passwordProblem('Alice@Blog.example', good), 'too-simple');
  });
});
