import { HOME_TENANT_ID, PEER_TENANT_ID } from '../cloud.ts';
import type { Installation } from '../start/installation.ts';
import { DEMO_CUSTOMERS, demoAgents, demoRelationships, FABRIKAM_PRODUCTS } from './customers.ts';
import { fillDemo } from './fill.ts';

/** Contoso has so many people besides the personas; Fabrikam, the peer, has some too. */
const PEOPLE = 300;
const PEER_PEOPLE = 60;

/**
 * The demo: Contoso with a few hundred people in several catalogs, and with six customers as a partner. It is made
 * once; what one does to it stays.
 */
export const demoInstallation: Installation = {
  name: 'demo',
  cloud: {
    tenants: [
      {
        id: HOME_TENANT_ID,
        name: 'Contoso',
        users: PEOPLE,
        givenGroups: [demoAgents(HOME_TENANT_ID)],
        relationships: demoRelationships(HOME_TENANT_ID, PEER_TENANT_ID),
      },
      { id: PEER_TENANT_ID, name: 'Fabrikam', users: PEER_PEOPLE, products: FABRIKAM_PRODUCTS },
      ...DEMO_CUSTOMERS,
    ],
    home: HOME_TENANT_ID,
    peer: PEER_TENANT_ID,
  },
  fill: fillDemo,
};
