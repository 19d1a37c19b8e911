/** What XML 1.0 § 2.2 does not allow, in any form: most control characters, halves of characters, U+FFFE, U+FFFF. */
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text for element content and quoted attribute values. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(illegal, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

/** HTML that readers of the XML see as one text. */
export function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(illegal, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** An element with attributes; those undefined are left out. Without content it is empty. */
export function element(name: string, attributes: Attributes, content?: string): string {
  const words = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`],
  );
  return content === undefined
    ? `<${name}${words.join('')}/>`
    : `<${name}${words.join('')}>${content}</${name}>`;
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element that holds text. */
export function textElement(name: string, text: string, attributes: Attributes = {}): string {
  return element(name, attributes, escapeXml(text));
}

/** Lines of a document, indented; whatever is false is left out. */
export function lines(
  indent: string,
  ...parts: readonly (string | false | undefined | readonly string[])[]
): string {
  return parts
    .flat()
    .filter((part) => part !== false && part !== undefined && part !== '')
    .map((part) => `${indent}${part}\n`)
    .join('');
}
