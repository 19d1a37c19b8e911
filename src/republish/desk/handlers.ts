/** Everything that the routes of republishing lead to: loaded when somebody first comes there. */
export { showCapture, takeAgain, takeCapture } from './capture-page.ts';
export { showOld, takeOld } from './old.ts';
export { mayBindThis, showOldOne, takeOldOne } from './old-one.ts';
export { mayChangeThis, showPost, takePost } from './post-page.ts';
export { showStart, takeStart } from './start.ts';
export { sendIcon, sendManifest, showShared, showTools } from './tools.ts';
