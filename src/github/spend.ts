/** Makes a request when the budget has room for it. */
export type Spend = <Answer>(request: () => Promise<Answer>) => Promise<Answer>;
