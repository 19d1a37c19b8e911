import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether there is an openssl on this machine that knows timestamps. */
export const hasOpenssl = spawnSync('openssl', ['ts', '-help']).status === 0;

/** A timestamp authority on loopback: `openssl ts -reply`, with a certificate of its own. */
export type Authority = {
  readonly url: string;
  /** Its certificate, which whoever checks must believe. */
  readonly certificate: string;
  /** The next answers are changed so; undefined answers 503. */
  respondWith: ((reply: Buffer) => Buffer | undefined) | undefined;
  readonly asked: () => number;
  readonly close: () => Promise<void>;
};

const config = `
[req]
distinguished_name = name
x509_extensions = tsa
prompt = no
[name]
CN = Test authority
[tsa]
basicConstraints = critical,CA:TRUE
extendedKeyUsage = critical,timeStamping
[tsa_config]
dir = DIR
serial = DIR/serial
signer_cert = DIR/authority.pem
signer_key = DIR/key.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
`;

export async function openAuthority(): Promise<Authority> {
  const folder = mkdtempSync(join(tmpdir(), 'verbatim-tsa-'));
  const at = (name: string) => join(folder, name);
  writeFileSync(at('tsa.cnf'), config.replaceAll('DIR', folder));
  writeFileSync(at('serial'), '01');
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', at('key.pem'), '-days', '3650'];
  execFileSync('openssl', ['req', '-x509', '-config', at('tsa.cnf'), ...key, '-out', at('authority.pem')], {
    stdio: 'ignore',
  });
  let asked = 0;
  const authority: Authority = {
    url: '',
    certificate: at('authority.pem'),
    respondWith: undefined,
    asked: () => asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const server = createServer(async (request, response) => {
    asked++;
    writeFileSync(at('query.tsq'), Buffer.concat(await request.toArray()));
    const words = [
      '-reply',
      '-config',
      at('tsa.cnf'),
      '-section',
      'tsa_config',
      '-queryfile',
      at('query.tsq'),
    ];
    execFileSync('openssl', ['ts', ...words, '-out', at('reply.tsr')], { stdio: 'ignore' });
    const reply = readFileSync(at('reply.tsr'));
    const body = authority.respondWith ? authority.respondWith(reply) : reply;
    response.writeHead(body ? 200 : 503, { 'content-type': 'application/timestamp-reply' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(authority, { url: `http://127.0.0.1:${port}/` });
}
