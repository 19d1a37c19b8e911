/** Lets one at a time do something, in the order in which they ask. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /**
   * Waits for one's turn; answers with how to end it. `others` lets the event loop turn before the next one's turn
   * begins, even if nobody waits yet: what came in together is else done to its end, write after write, before
   * anybody who only reads is looked at.
   */
  async take(): Promise<(others: boolean) => void> {
    const before = this.#last;
    let release = () => {};
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return (others) => {
      if (others) setImmediate(release);
      else release();
    };
  }
}
