/** One use of a shortcode, an include or a template's tag, whatever the program calls it. */
export type Call = {
  /** In lower case, without folders and extension: `figure`, `linked-figure`. */
  readonly name: string;
  /** As it is written. */
  readonly source: string;
  readonly positional: readonly string[];
  readonly named: Readonly<Record<string, string>>;
  /** What stands between its beginning and its end; undefined for one that has no end. */
  readonly inner?: string;
};

/**
 * The words after a shortcode's name: Hugo's (`src="a" "b" c=d`, and raw strings between backticks), Liquid's
 * (`src="a" alt='b'`) and Nunjucks' (`"a", alt: "b"`).
 */
export function readArguments(text: string): Pick<Call, 'positional' | 'named'> {
  const positional: string[] = [];
  const named: Record<string, string> = Object.create(null);
  for (const match of text.matchAll(argument)) {
    const { name, double, single, raw, bare } = match.groups ?? {};
    const value =
      double !== undefined
        ? withoutEscapes(double)
        : single !== undefined
          ? withoutEscapes(single)
          : (raw ?? bare ?? '');
    if (name !== undefined) named[name.toLowerCase()] ??= value;
    else if (value !== '') positional.push(value);
    else if (bare === undefined) positional.push('');
  }
  return { positional, named };
}

const argument =
  /(?:(?<name>[A-Za-z_][\w.-]*)\s*(?:=|:(?=\s*["'`\d]))\s*)?(?:"(?<double>(?:[^"\\]|\\[\s\S])*)"|'(?<single>(?:[^'\\]|\\[\s\S])*)'|`(?<raw>[^`]*)`|(?<bare>[^\s,"'`=]+))/g;

function withoutEscapes(text: string): string {
  return text.replace(/\\(["'\\])/g, '$1');
}

/** `components/Figure.html` → `figure` */
export function plainName(name: string): string {
  return (name.split('/').at(-1) ?? name).replace(/\.(html?|liquid|njk|md|ext)$/i, '').toLowerCase();
}
