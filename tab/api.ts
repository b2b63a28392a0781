import { createApiClient } from './api-client.ts';
import { accessToken } from './teams.ts';

/** The API, called as the person who is signed in to Teams. */
export const api = createApiClient({ accessToken });
