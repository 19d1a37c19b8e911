// Asks a server over connections that are kept open, where wrk is not installed: each sends its next request when
// the answer to the last one has come. Reads HTTP/1.1 only as far as counting needs.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const {
  address,
  paths,
  headers,
  connections,
  seconds,
  from = 0,
} = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  address: string;
  paths: string[];
  headers: Record<string, string>;
  connections: number;
  seconds: number;
  from?: number;
};
const { hostname, port, host } = new URL(address);
const fields = Object.entries({ host, ...headers })
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');
const requests = paths.map((path) => Buffer.from(`GET ${path} HTTP/1.1\r\n${fields}\r\n`));

let next = from;
let answered = 0;
let ended = false;
const begun = performance.now();

await Promise.all(Array.from({ length: connections }, converse));
console.log(JSON.stringify({ requests: answered, seconds: (performance.now() - begun) / 1000 }));

function converse(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let missing = 0;
    const ask = () => socket.write(requests[next++ % requests.length] ?? '');
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('close', () => (ended ? resolve() : reject(new Error('The server closed a connection.'))));
    socket.on('data', (chunk: Buffer) => {
      // Servers write the head of an answer in one piece.
      missing =
        missing === 0
          ? chunk.indexOf('\r\n\r\n') + 4 + bodyLength(chunk) - chunk.length
          : missing - chunk.length;
      if (missing > 0) return;
      answered++;
      if (performance.now() - begun < seconds * 1000) ask();
      else {
        ended = true;
        socket.end();
      }
    });
  });
}

function bodyLength(chunk: Buffer): number {
  const head = chunk.toString('latin1', 0, chunk.indexOf('\r\n\r\n'));
  const status = Number(head.slice(9, 12));
  if (status !== 200 && status !== 304) throw new Error(`The server answered ${status}.`);
  return status === 304 ? 0 : Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
}
