/**
 * The policy of every page: its own scripts and styles, and no connection to anywhere, so that a draft can't leave.
 *
 * It stands in each page for static hosts, and in the service's answers.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "worker-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
] as const;
