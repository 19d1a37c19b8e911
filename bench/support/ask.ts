import { request } from 'node:http';
import type { Answer } from './contender.ts';
import type { Server } from './process.ts';

/** One request with any headers, `Host` among them; the answer as it came over the wire. Throws unless it is 200. */
export function ask(
  server: Server,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(server.address + path, { headers, agent: false }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      if (response.statusCode !== 200)
        reject(new Error(`${server.name} answers ${response.statusCode} on ${path}`));
      const fields = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
      resolve({ headers: Object.fromEntries(fields), body: Buffer.concat(chunks) });
    });
    asked.once('error', reject).end();
  });
}
