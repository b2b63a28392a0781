import type { LocalCloud } from '../cloud.ts';
import { ROLE } from '../entra/roles.ts';
import { createGuidScheme, guidOf } from '../guid.ts';
import { agentsGroup, personaId } from '../personas.ts';
import type { NewGroup } from '../tenants/acts.ts';
import { productKind } from '../tenants/product-catalogue.ts';
import type { NewProduct } from '../tenants/product.ts';
import type { NewRelationship } from '../tenants/relationship.ts';
import type { TenantOptions } from '../tenants/options.ts';
import type { NewUser } from '../tenants/user.ts';

/** The demo's customers beside Fabrikam, which is Contoso's peer too. */
export const NORTHWIND_ID = '9d41c7b2-5e08-4f63-a1d9-27b80c3ef514';
const ADVENTURE_WORKS_ID = '1c7e0a95-83bd-4d26-b5f0-6e94d2a8c731';
const TAILSPIN_ID = 'e5b3482f-07c6-4a19-9d7e-b1306f5a28c4';
const LITWARE_ID = '48fa6d13-b92e-47c5-86a0-d53c71e90b2f';
const WINGTIP_ID = 'b06e93d7-14a8-4c5f-a27b-8f9de0431c65';

/** How many people the largest customer has besides those given by name. */
const NORTHWIND_PEOPLE = 2_000;

/** So many of Northwind's people have a product through the warehouse's group. */
const WAREHOUSE_PEOPLE = 40;

const WAREHOUSE_ID = guidOf(`${NORTHWIND_ID}/warehouse`);

/** Contoso's agents: the persona for it, and the owner. */
export function demoAgents(contosoId: string): NewGroup {
  const group = agentsGroup(contosoId);
  return { ...group, userIds: [...group.userIds, personaId('owner', contosoId)] };
}

/** Contoso's relationships: usable ones with different roles, one about to end, one to be approved, one ended. */
export function demoRelationships(contosoId: string, fabrikamId: string): NewRelationship[] {
  const assignments = [{ groupId: agentsGroup(contosoId).id }];
  const usual = [ROLE.userAdministrator, ROLE.licenseAdministrator];
  const wishes: (Omit<NewRelationship, 'id' | 'customerName'> & { readonly with: string })[] = [
    {
      with: 'Northwind Traders',
      displayName: 'Northwind: users',
      customerId: NORTHWIND_ID,
      roles: [ROLE.userAdministrator, ROLE.directoryReaders],
      endsInDays: 412,
      assignments,
    },
    {
      with: 'Northwind Traders',
      displayName: 'Northwind: licences and roles',
      customerId: NORTHWIND_ID,
      roles: [ROLE.licenseAdministrator, ROLE.privilegedRoleAdministrator],
      extendsItself: true,
      assignments,
    },
    {
      with: 'Fabrikam',
      displayName: 'Fabrikam: users and licences',
      customerId: fabrikamId,
      roles: usual,
      endsInDays: 250,
      assignments,
    },
    {
      with: 'Adventure Works',
      displayName: 'Adventure Works: licences',
      customerId: ADVENTURE_WORKS_ID,
      roles: [ROLE.licenseAdministrator, ROLE.directoryReaders],
      endsInDays: 120,
      assignments,
    },
    {
      with: 'Litware',
      displayName: 'Litware: users',
      customerId: LITWARE_ID,
      roles: [ROLE.userAdministrator],
      status: 'expiring',
      endsInDays: 9,
      assignments,
    },
    {
      with: 'Tailspin Toys',
      displayName: 'Tailspin Toys: users and licences',
      customerId: TAILSPIN_ID,
      roles: usual,
      status: 'approvalPending',
    },
    {
      with: 'Wingtip Toys',
      displayName: 'Wingtip Toys: users and licences',
      customerId: WINGTIP_ID,
      roles: usual,
      status: 'terminated',
      endsInDays: -20,
      assignments,
    },
  ];
  return wishes.map(({ with: customerName, ...wish }) => ({
    ...wish,
    id: relationshipId(contosoId, wish.displayName),
    customerName,
  }));
}

/** What Fabrikam has bought. */
export const FABRIKAM_PRODUCTS: readonly NewProduct[] = [
  { partNumber: 'STANDARDPACK', enabled: 60, share: 0.7 },
  { partNumber: 'PROJECTPROFESSIONAL', enabled: 5 },
];

/** The customers' tenants. Northwind is the large one, with several products. */
export const DEMO_CUSTOMERS: readonly TenantOptions[] = [
  {
    id: NORTHWIND_ID,
    name: 'Northwind Traders',
    people: northwindPeople(),
    users: NORTHWIND_PEOPLE,
    otherDomains: ['northwind.example'],
    directoryRoles: [
      { userId: northwindId('mara.lindqvist'), roleTemplateId: ROLE.globalAdministrator },
      { userId: northwindId('piotr.nowak'), roleTemplateId: ROLE.helpdeskAdministrator },
    ],
    givenGroups: [
      {
        id: WAREHOUSE_ID,
        kind: 'security',
        displayName: 'Warehouse',
        userIds: warehousePeople(),
        groupIds: [],
      },
    ],
    products: [
      { partNumber: 'ENTERPRISEPACK', enabled: 1_100, share: 0.5 },
      { partNumber: 'STANDARDPACK', enabled: 250 },
      { partNumber: 'SPE_E5', enabled: 25 },
      { partNumber: 'PROJECTPROFESSIONAL', enabled: 30 },
      { partNumber: 'MCOEV', enabled: 50 },
      { partNumber: 'MCOPSTN1', enabled: 50 },
      { partNumber: 'EXCHANGESTANDARD', suspended: 40 },
      { partNumber: 'FLOW_FREE', enabled: 10_000, share: 0.1 },
      { partNumber: 'WINDOWS_STORE', enabled: 1 },
      { partNumber: 'fourthcoffee.rota_planner.standard', enabled: 100, share: 0.03 },
    ],
    groupLicences: [
      {
        groupId: WAREHOUSE_ID,
        add: [{ skuId: productKind('STANDARDPACK')?.skuId ?? '', disabledPlans: [] }],
        remove: [],
      },
    ],
  },
  {
    id: ADVENTURE_WORKS_ID,
    name: 'Adventure Works',
    users: 120,
    products: [{ partNumber: 'ENTERPRISEPACK', enabled: 70, share: 0.55 }],
  },
  {
    id: LITWARE_ID,
    name: 'Litware',
    users: 45,
    products: [{ partNumber: 'STANDARDPACK', enabled: 50, share: 0.9 }],
  },
  { id: TAILSPIN_ID, name: 'Tailspin Toys', users: 30 },
  { id: WINGTIP_ID, name: 'Wingtip Toys', users: 80 },
];

/** Deletes a few of Northwind's people, so that there are some to be restored. What was done to them since stays. */
export function deleteSomeCustomersPeople(cloud: LocalCloud): void {
  const northwind = cloud.world.tenant(NORTHWIND_ID);
  if (!northwind || [...northwind.directory.users.deleted()].length > 0) return;
  for (const name of ['lena.vogel', 'tom.okoye']) {
    const { user, state } = northwind.directory.userById(northwindId(name));
    if (state === 'live') northwind.perform({ act: 'deleteUser', id: user.id });
  }
}

function northwindPeople(): NewUser[] {
  const person = (name: string, displayName: string, more: Partial<NewUser> = {}): NewUser => ({
    id: northwindId(name),
    userPrincipalName: `${name}@northwindtraders.onmicrosoft.com`,
    displayName,
    givenName: displayName.split(' ', 1)[0] ?? null,
    surname: displayName.split(' ').slice(1).join(' '),
    usageLocation: 'SE',
    ...more,
  });
  return [
    person('mara.lindqvist', 'Mara Lindqvist', { jobTitle: 'IT Director' }),
    person('piotr.nowak', 'Piotr Nowak', { jobTitle: 'Helpdesk' }),
    person('sami.haddad', 'Sami Haddad', { usageLocation: null }),
    person('ines.costa', 'Inês Costa', { onPremisesSyncEnabled: true }),
    person('lena.vogel', 'Lena Vogel'),
    person('tom.okoye', 'Tom Okoye'),
    person("r-d.o'brien", "O'Brien & R&D #1", { accountEnabled: false }),
  ];
}

/** Every eighth of the first people after those given by name. */
function warehousePeople(): string[] {
  const { guidAt } = createGuidScheme(`${NORTHWIND_ID}/users`);
  const first = northwindPeople().length;
  return Array.from({ length: WAREHOUSE_PEOPLE }, (_, place) => guidAt(first + place * 8));
}

function northwindId(name: string): string {
  return guidOf(`${NORTHWIND_ID}/${name}`);
}

function relationshipId(contosoId: string, displayName: string): string {
  const words = `${contosoId}/${displayName}`;
  return `${guidOf(words)}-${guidOf(`${words}/customer`)}`;
}
