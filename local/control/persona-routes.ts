import { Router } from 'express';
import type { KeyRing } from '../entra/keys.ts';
import type { Mint, OddToken } from '../entra/tokens.ts';
import { PERSONA_NAMES } from '../personas.ts';
import type { PersonaName, Personas } from '../personas.ts';
import { ControlProblem, read } from './problem.ts';
import { personaTokenShape } from './shapes.ts';

/** What a caller may ask of a persona's token. */
export interface TokenWish extends OddToken {
  /** Another user of the persona's tenant. */
  readonly personId?: string | undefined;
}

/** A token for the API for a persona, or for another user of the persona's tenant. */
export type TokenFor = (name: string, wish?: TokenWish) => Promise<string>;

/** Makes tokens for the personas. The answer rejects with a ControlProblem 404 for nobody. */
export function createTokenFor(personas: Personas, mint: Mint): TokenFor {
  return async (name, { personId, ...odd } = {}) => {
    if (!isPersonaName(name)) {
      const names = PERSONA_NAMES.join(', ');
      throw new ControlProblem(
        404,
        'persona-unknown',
        `There is no persona ${name}: take one of ${names}.`,
      );
    }
    const { tenantId, objectId } = personas.fact(name);
    const wanted = personId ?? objectId;
    const subject = personas.subjectOf(tenantId, wanted);
    if (!subject) {
      throw new ControlProblem(
        404,
        'person-unknown',
        `The tenant ${tenantId} has no live user ${wanted}: see GET /tenants/${tenantId}/users/${wanted}.`,
      );
    }
    return mint.apiToken(subject, odd);
  };
}

/** `GET /personas`, `POST /personas/{name}/token` and `POST /keys/rotation`. */
export function personaRoutes(personas: Personas, tokenFor: TokenFor, keys: KeyRing): Router {
  const router = Router();

  router.get('/personas', (_request, response) => void response.json({ items: personas.facts() }));

  router.post('/personas/:name/token', async (request, response) => {
    const wish = read(personaTokenShape, request.body);
    response.json({ access_token: await tokenFor(request.params.name, wish) });
  });

  router.post('/keys/rotation', async (_request, response) => {
    const { kid } = await keys.rotate();
    response.json({ kid, published: (await keys.published()).map((key) => key.kid) });
  });

  return router;
}

function isPersonaName(name: string): name is PersonaName {
  return PERSONA_NAMES.some((known) => known === name);
}
