import assert from 'node:assert/strict';
import { HtmlValidate } from 'html-validate';

/**
 * The rules beyond `html-validate:recommended`: what is a matter of taste in the source's spelling is off,
 * and what readers, browsers or the Content-Security-Policy would trip over is on.
 */
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'void-style': ['error', { style: 'omit' }],
    'no-inline-style': 'error',
    'script-type': 'error',
    // Boxes of one name are a choice of several.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit', 'reset'] }],
    'no-unknown-elements': 'error',
    'allowed-links': 'off',
    // A figure that scrolls is a region too, and a list may have a name.
    'prefer-native-element': ['error', { exclude: ['region'] }],
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // Our own files come from our own host; there are no others.
    'require-sri': ['error', { target: 'crossorigin' }],
  },
});

/** Checks a whole page as the HTML standard has it; the failure lists every fault with its line and source. */
export function assertValidHtml(html: string, label: string): void {
  const faults = htmlFaults(html);
  assert.ok(faults.length === 0, `${label} is not valid HTML:\n${faults.join('\n')}`);
}

/** What is wrong with a whole page, one line each: `12:3 element-permitted-content <div> …`. */
export function htmlFaults(html: string): string[] {
  const lines = html.split('\n');
  return validator.validateStringSync(html).results.flatMap((result) =>
    result.messages.map(({ line, column, ruleId, message }) => {
      const source = lines[line - 1]?.slice(Math.max(0, column - 40), column + 80).trim();
      return `  ${line}:${column} ${ruleId}: ${message}\n      ${source}`;
    }),
  );
}
