export { dateText, moment } from './date.ts';
export type { Asked, Desk, DeskPage, DeskRoute, SectionName } from './desk.ts';
export { checkBox, group, radioGroup, selectField, textArea, textField } from './fields.ts';
export { actionButton, deskForm } from './form.ts';
export { type Keyset, type KeysetPage, keysetPage, readKeyset } from './keyset.ts';
export { filterBar, list, pager, type Tab, tabs } from './list.ts';
export { type Notice, noticed } from './notice.ts';
export { deskRoutes } from './routes.ts';
export type { Stand } from './stand.ts';
