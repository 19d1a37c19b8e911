/** Everything that the routes of posts and pages lead to: loaded when somebody first comes to the desk. */
export { takeBulk } from './bulk.ts';
export { showEdit, showNew, takeEdit } from './edit.ts';
export { showList } from './list.ts';
export { previewForm, previewSaved } from './preview.ts';
export { showPublicHistory, takeRedact } from './public-history.ts';
export { showComparison, showRevisions, takeRestore } from './revisions.ts';
export { askDelete, takeDelete, takeTrash, takeUntrash } from './trash.ts';
export { takeDrop } from './unsaved.ts';
