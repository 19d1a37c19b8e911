import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from './config.ts';

const work = {
  VERBATIM_OIDC_WORK_ISSUER: 'https://id.work.example/realms/all',
  VERBATIM_OIDC_WORK_CLIENT_ID: 'verbatim',
  VERBATIM_OIDC_WORK_CLIENT_SECRET: 'hush',
};

const refusal = (env: Readonly<Record<string, string>>) => {
  const read = readConfig(env);
  assert.ok(!read.ok);
  return [read.setting, read.problem];
};

describe('Providers in the settings', () => {
  it('are as many as there are, by their names, with a label of their own or the name', () => {
    const read = readConfig({
      ...work,
      VERBATIM_OIDC_MY_SCHOOL_ISSUER: 'http://127.0.0.1:9000',
      VERBATIM_OIDC_MY_SCHOOL_CLIENT_ID: 'v',
      VERBATIM_OIDC_MY_SCHOOL_CLIENT_SECRET: 's',
      VERBATIM_OIDC_MY_SCHOOL_LABEL: 'المدرسة',
    });
    assert.ok(read.ok);
    assert.deepEqual(
      read.config.oidc?.map(({ name, label }) => [name, label]),
      [
        ['my_school', 'المدرسة'],
        ['work', 'Work'],
      ],
    );
    const none = readConfig({});
    assert.ok(none.ok && none.config.oidc === undefined);
  });

  it('stop the program when they are not whole, with the name of what is missing', () => {
    const { VERBATIM_OIDC_WORK_CLIENT_SECRET: _, ...partial } = work;
    assert.deepEqual(refusal(partial), ['VERBATIM_OIDC_WORK_CLIENT_SECRET', 'is missing']);
    assert.deepEqual(refusal({ ...work, VERBATIM_OIDC_WORK_CLIENT_ID: '' }), [
      'VERBATIM_OIDC_WORK_CLIENT_ID',
      'is missing',
    ]);
    assert.equal(refusal({ VERBATIM_OIDC_X_LABEL: 'X' })[0], 'VERBATIM_OIDC_X_ISSUER');
  });

  it('are asked over https, and in plain text on this machine alone', () => {
    const issuer = (address: string) => ({ ...work, VERBATIM_OIDC_WORK_ISSUER: address });
    for (const address of ['http://id.work.example', 'ftp://id.work.example', 'id.work.example', 'x'])
      assert.equal(refusal(issuer(address))[0], 'VERBATIM_OIDC_WORK_ISSUER', address);
    assert.ok(readConfig(issuer('http://localhost:8080')).ok);
  });
});
