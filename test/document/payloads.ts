import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Something hostile to put into a document, and where it is from. */
export type Payload = { readonly from: string; readonly html: string };

const fixtures = new URL('../fixtures/document/hostile/', import.meta.url);
/** The data that stands beside a checkout; absent from a bare clone. */
export const shared = new URL('../../../shared/data/', import.meta.url);

/** Every payload that is at hand: the repository's own, and WordPress's where the shared data is present. */
export function payloads(): readonly Payload[] {
  return [
    ...strings(),
    ...purifier(),
    ...vectors(),
    ...intruders(),
    ...files(),
    ...treeConstruction(),
    ...wordPressAttacks(),
  ];
}

export function hasWordPressAttacks(): boolean {
  return existsSync(new URL('security/wp-xssAttacks.xml', shared));
}

function read(name: string): string {
  return readFileSync(new URL(name, fixtures), 'utf8');
}

function strings(): Payload[] {
  const list = JSON.parse(read('blns.json')) as readonly string[];
  return list.map((html) => ({ from: 'blns.json', html }));
}

function purifier(): Payload[] {
  const cases = JSON.parse(read('dompurify-expect.json')) as readonly { readonly payload: string }[];
  return cases.map(({ payload }) => ({ from: 'dompurify-expect.json', html: payload }));
}

function vectors(): Payload[] {
  const whole = read('html5sec-vectors.txt');
  const single = whole.split(/(?=<div id="\d+">)/).slice(1);
  return [whole, ...single].map((html) => ({ from: 'html5sec-vectors.txt', html }));
}

/** One a line. Escapes such as `\x09` stand for the characters that they name; both forms are tried. */
function intruders(): Payload[] {
  return readdirSync(new URL('intruders/', fixtures)).flatMap((name) =>
    read(`intruders/${name}`)
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .flatMap((line) => forms(line).map((html) => ({ from: name, html }))),
  );
}

function forms(line: string): string[] {
  if (/^on\w+$/i.test(line.trim()))
    return [`<a href="x" ${line.trim()}="alert(1)">x</a><svg ${line.trim()}=alert(1)>`];
  const meant = line.replace(/\\x([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return meant === line ? [line] : [line, meant];
}

function files(): Payload[] {
  return readdirSync(new URL('files/', fixtures)).map((name) => ({
    from: name,
    html: read(`files/${name}`),
  }));
}

function treeConstruction(): Payload[] {
  const names = readdirSync(new URL('html5lib/', fixtures), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.dat'))
    .flatMap((name) =>
      Array.from(read(`html5lib/${name}`).matchAll(/^#data\n([\s\S]*?)\n#errors/gm), (found) => ({
        from: name,
        html: found[1] ?? '',
      })),
    );
}

function wordPressAttacks(): Payload[] {
  if (!hasWordPressAttacks()) return [];
  const xml = readFileSync(new URL('security/wp-xssAttacks.xml', shared), 'utf8');
  return Array.from(xml.matchAll(/<code>([\s\S]*?)<\/code>/g), (found) => ({
    from: 'wp-xssAttacks.xml',
    html: fromXml(found[1] ?? ''),
  }));
}

function fromXml(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
