import helmet from 'helmet';
import type { RequestHandler } from 'express';

/** Who may show us in a frame: Teams, in the browser and in the Microsoft 365 hosts. */
export const TEAMS_FRAME_ANCESTORS: readonly string[] = [
  "'self'",
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
];

/**
 * Security headers for answers that are data, never pages. X-Frame-Options stays off, for it knows no list and would
 * keep Teams out; `frame-ancestors` says the same better.
 */
export const securityHeaders = (frameAncestors: readonly string[]): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: [...frameAncestors],
      },
    },
    frameguard: false,
    // Another origin's page has no business with an answer; there is no CORS either.
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  });
