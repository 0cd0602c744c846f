/** So many jobs wait that one more was not taken. GitHub keeps its event as failed, and it is asked for again later. */
export class TooMuchWaitsError extends Error {
  override readonly name = "TooMuchWaitsError";
  /** What a webhook is answered with. */
  readonly status = 503;

  constructor() {
    super("too much waits already: this is taken up later");
  }
}
