/**
 * Returns the policy that tells the browser, with every answer, what the page may do: use its own files, and nothing
 * else. Styles may be inline because CodeMirror puts its own into the document; scripts may not, neither inline nor
 * from text. Trusted Types are the second lock: a text can become markup or script only through Vue's own policy, for
 * templates that Vue compiled when the page was built.
 *
 * `connects`: the browser shell's page speaks to us over a WebSocket; the window's page uses its preload, so that it
 * needs no connection.
 */
export function createPagePolicy(connects: "'self'" | "'none'"): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src ${connects}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types vue',
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}
