/** Words as somebody typed them: an empty line parts paragraphs, and nothing in them is Markdown. One at least. */
export function paragraphsOf(text: string): readonly object[] {
  const written = text
    .split(/\n\s*\n/)
    .map(oneLine)
    .filter((part) => part !== '');
  if (written.length === 0) return [{ type: 'paragraph' }];
  return written.map((part) => ({ type: 'paragraph', content: [{ type: 'text', text: part }] }));
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
