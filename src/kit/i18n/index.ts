export * from './date.ts';
export { isolated } from './isolated.ts';
export * from './language.ts';
export { formatNumber } from './number.ts';
export { type MessageKey, messagesFor, type Placeholders, type Translate } from './translate.ts';
