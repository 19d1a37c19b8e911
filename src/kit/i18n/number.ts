import { remembering } from './remember.ts';

const formatters = new Map<string, (value: number) => string>();

/** A number with the locale's digits and separators: `1,234` · `۱٬۲۳۴` (fa) · `١٬٢٣٤` (ar-EG). */
export function formatNumber(value: number, locale: string): string {
  let format = formatters.get(locale);
  if (format === undefined) {
    const formatter = new Intl.NumberFormat(locale);
    format = remembering((number: number) => formatter.format(number), 1_000);
    formatters.set(locale, format);
  }
  return format(value);
}
