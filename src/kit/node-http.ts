/**
 * `node:http` as a value. An `import` of it would read every one of its exports, among them `WebSocket`, and that
 * loads a whole second HTTP client into each process: a tenth of the time that a start takes.
 */
export const http = process.getBuiltinModule('node:http');
