/** What a browser may cost at most for one page. */
export const browserLimits = {
  loadMs: 45_000,
  /** After the page says that it is there, how long it may go on loading. */
  settleMs: 6_000,
  requests: 600,
  requestMs: 20_000,
  requestBytes: 10 * 2 ** 20,
  postBytes: 64 * 1024,
  allBytes: 120 * 2 ** 20,
  text: 5_000_000,
  html: 20_000_000,
  width: 1280,
  height: 900,
  /** Of the screenshot: longer pages are cut off below. */
  longest: 12_000,
} as const;
