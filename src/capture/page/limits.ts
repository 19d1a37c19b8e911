/** What a capture may cost at most. What is cut off by these is said in the capture and in its archive. */
export const captureLimits = {
  /** Of what is answered at the address itself: a page, a PDF, a picture. */
  mainBytes: 32 * 2 ** 20,
  mainMs: 60_000,
  redirects: 10,
  /** Of one thing that a page needs. */
  requisiteBytes: 10 * 2 ** 20,
  requisiteMs: 20_000,
  /** Of all of them together. */
  requisites: 300,
  allBytes: 80 * 2 ** 20,
  allMs: 90_000,
  /** At a time. */
  atOnce: 6,
} as const;

/** A form with one file that is supplied as a copy, and a little text. */
export const suppliedFile = {
  fileBytes: captureLimits.mainBytes,
  bytes: captureLimits.mainBytes + 2 ** 20,
  files: 1,
} as const;
