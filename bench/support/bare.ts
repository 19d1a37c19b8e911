// A bare `node:http` server: the same bytes and headers to every request. What is said of the product is said
// of how near it comes to this.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const answer = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const body = Buffer.from(answer.body, 'base64');
const headers: string[] = Object.entries<string>(answer.headers)
  .filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name))
  .flat();

const server = createServer({ keepAliveTimeout: 65_000 }, (_request, response) => {
  response.writeHead(200, headers);
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});
process.once('SIGTERM', () => process.exit(0));
