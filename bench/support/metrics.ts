import type { Server } from './process.ts';

/** A number of `/metrics` of a server of ours. */
export async function counterOf(server: Server, name: string): Promise<number> {
  const text = await (await fetch(`${server.address}/metrics`)).text();
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`/metrics does not say ${name}.`);
  return Number(value);
}
