import type { Reply } from '../../src/kit/http/message.ts';
import type { Blog } from './blog.ts';
import { incoming } from './incoming.ts';

/** Sends a form with files as a browser does, as somebody who is signed in. */
export async function sendFiles(
  blog: Blog,
  person: { readonly cookie: string; readonly token: string },
  path: string,
  files: readonly (readonly [field: string, name: string, content: Buffer | string])[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Omit<Reply, 'body'> & { readonly text: string }> {
  const form = new FormData();
  form.append('token', person.token);
  for (const [field, name, content] of files)
    form.append(field, new File([new Uint8Array(Buffer.from(content))], name));
  const sent = new Response(form);
  const reply = await blog.app.respond(
    incoming(path, {
      method: 'POST',
      scheme: 'https',
      host: 'blog.example',
      headers: {
        cookie: person.cookie,
        'content-type': sent.headers.get('content-type') ?? '',
        ...headers,
      },
      body: Buffer.from(await sent.arrayBuffer()),
    }),
  );
  return { ...reply, text: String(reply.body ?? '') };
}
