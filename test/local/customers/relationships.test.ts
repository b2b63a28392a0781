import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { LocalCloud } from '../../../local/cloud.ts';
import { ROLE } from '../../../local/entra/roles.ts';
import { agentsGroup } from '../../../local/personas.ts';
import { RELATIONSHIP_STATUSES } from '../../../local/tenants/relationship.ts';
import { allPages, appToken, control, graphCaller, TENANT } from '../clients.ts';
import type { Page } from '../clients.ts';
import { errorsAgainst } from '../graph-schema.ts';
import {
  agentCaller,
  agentGrant,
  CUSTOMER,
  OTHER_CUSTOMER,
  redeemAt,
  relationshipWith,
  startPartner,
  USUAL_ROLES,
} from './partner.ts';

let cloud: LocalCloud;
afterEach(() => cloud.close());

const RELATIONSHIPS = '/tenantRelationships/delegatedAdminRelationships';
const filterOf = (filter: string): string => `$filter=${encodeURIComponent(filter)}`;
const shaped = async (method: string, path: string, body?: object) => {
  const answer = await control(cloud, method, `/tenants/${TENANT}/relationships${path}`, body);
  expect(answer.status).toBeLessThan(300);
  return answer.body;
};
const idOfFirst = (): string => cloud.tenant(TENANT).relationships.all()[0]?.id ?? '';

describe('what a partner reads of its relationships', () => {
  test('comes in Graph’s own shapes, filtered by status and customer, and paged', async () => {
    cloud = await startPartner({}, [
      relationshipWith(CUSTOMER),
      relationshipWith(OTHER_CUSTOMER, { status: 'approvalPending', assignments: [] }),
      relationshipWith(OTHER_CUSTOMER, { status: 'terminated', endsInDays: -3 }),
    ]);
    const call = graphCaller(cloud, appToken(cloud, TENANT));
    const { rows, pages } = await allPages(call, `${RELATIONSHIPS}?$top=2`);
    expect(pages.map(({ value }) => value.length)).toEqual([2, 1]);
    for (const row of rows) expect(errorsAgainst('delegatedAdminRelationship', row)).toEqual([]);
    expect(rows.map(({ status }) => status)).toEqual(['active', 'approvalPending', 'terminated']);
    const found = async (filter: string) =>
      (await allPages(call, `${RELATIONSHIPS}?${filterOf(filter)}`)).rows.length;
    expect(await found("status eq 'active'")).toBe(1);
    expect(await found(`customer/tenantId eq '${OTHER_CUSTOMER}'`)).toBe(2);
    expect((await call('GET', `${RELATIONSHIPS}?$top=301`)).status).toBe(400);
    const one = await call('GET', `${RELATIONSHIPS}/${idOfFirst()}`);
    expect(errorsAgainst('delegatedAdminRelationship', one.body)).toEqual([]);
    const { body } = await call('GET', `${RELATIONSHIPS}/${idOfFirst()}/accessAssignments`);
    expect((body as unknown as Page).value).toMatchObject([
      {
        status: 'active',
        accessContainer: {
          accessContainerId: agentsGroup(TENANT).id,
          accessContainerType: 'securityGroup',
        },
        accessDetails: {
          unifiedRoles: USUAL_ROLES.map((roleDefinitionId) => ({ roleDefinitionId })),
        },
      },
    ]);
    const customers = await allPages(call, '/tenantRelationships/delegatedAdminCustomers');
    expect(customers.rows.map(({ tenantId }) => tenantId)).toEqual([CUSTOMER, OTHER_CUSTOMER]);
    for (const row of customers.rows) {
      expect(errorsAgainst('delegatedAdminCustomer', row)).toEqual([]);
    }
  });

  test('tells of the agent’s groups, through other groups too', async () => {
    cloud = await startPartner();
    const call = graphCaller(cloud, appToken(cloud, TENANT));
    const agent = cloud.personas.fact('partnerAgent').objectId;
    const { id } = agentsGroup(TENANT);
    const { body: outer } = await control(cloud, 'POST', `/tenants/${TENANT}/groups`, {
      displayName: 'All agents',
      groupIds: [id],
    });
    const path = `/users/${agent}/transitiveMemberOf/microsoft.graph.group?$select=id`;
    expect((await allPages(call, path)).rows.map((row) => row.id)).toEqual([id, outer['id']]);
    const direct = await allPages(call, `/users/${agent}/memberOf`);
    expect(direct.rows.map((row) => row.id)).toEqual([id]);
    const checked = await call('POST', `/users/${agent}/checkMemberGroups`, {
      body: { groupIds: [outer['id'], TENANT] },
    });
    expect(checked.body['value']).toEqual([outer['id']]);
  });
});

describe('an agent’s token at a customer', () => {
  test('is of the customer’s tenant and carries the roles that the relationships give', async () => {
    cloud = await startPartner();
    const result = await redeemAt(cloud, CUSTOMER, await agentGrant(cloud));
    expect(decodeJwt(result.accessToken)).toMatchObject({
      tid: CUSTOMER,
      oid: cloud.personas.fact('partnerAgent').objectId,
      wids: USUAL_ROLES,
    });
    const call = graphCaller(cloud, result.accessToken);
    const { body } = await call('GET', '/domains');
    expect((body as unknown as Page).value[0]?.id).toBe('northwind.onmicrosoft.com');
  });

  test('is not to be had where no relationship gives a role, in any state but three', async () => {
    cloud = await startPartner();
    const grant = await agentGrant(cloud);
    const usable: string[] = [];
    for (const status of RELATIONSHIP_STATUSES) {
      await shaped('PATCH', `/${idOfFirst()}`, { status });
      const refusal = await redeemAt(cloud, CUSTOMER, grant).catch((error: unknown) => error);
      if (refusal instanceof Error) expect(refusal.message).toContain('AADSTS50020');
      else usable.push(status);
    }
    expect(usable).toEqual(['active', 'expiring', 'terminationRequested']);
    await expect(redeemAt(cloud, OTHER_CUSTOMER, grant)).rejects.toThrow('AADSTS50020');
  });

  test('needs the customer’s consent to the app', async () => {
    cloud = await startPartner({ consented: false });
    const redeemed = redeemAt(cloud, CUSTOMER, await agentGrant(cloud));
    await expect(redeemed).rejects.toThrow('AADSTS65001');
  });

  test('works after a restart with the refresh token from before', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'local-cloud-'));
    const dataFile = join(folder, 'world.jsonl');
    const first = await startPartner({}, [relationshipWith(CUSTOMER)], dataFile);
    const grant = await agentGrant(first);
    const before = first.tenant(TENANT).relationships.all();
    await first.close();
    cloud = await startPartner({}, [relationshipWith(CUSTOMER)], dataFile);
    expect(cloud.tenant(TENANT).relationships.all()).toEqual(before);
    expect((await redeemAt(cloud, CUSTOMER, grant)).accessToken).not.toBe('');
    rmSync(folder, { recursive: true });
  });
});

describe('what an agent may do', () => {
  const newUser = (name: string) => ({
    accountEnabled: true,
    displayName: name,
    mailNickname: name,
    userPrincipalName: `${name}@northwind.onmicrosoft.com`,
    passwordProfile: { password: 'Tr1cky-enough' },
  });

  test('ends with the relationship, whatever the token says', async () => {
    cloud = await startPartner();
    const call = await agentCaller(cloud);
    expect((await call('POST', '/users', { body: newUser('first') })).status).toBe(201);
    await shaped('PATCH', `/${idOfFirst()}`, { status: 'terminated' });
    const refused = await call('POST', '/users', { body: newUser('second') });
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { code: 'Authorization_RequestDenied' } },
    });
    expect((await call('GET', '/users')).status).toBe(403);
  });

  test('ends when the relationship expires on the local clock, unless it extends itself', async () => {
    cloud = await startPartner({}, [relationshipWith(CUSTOMER, { endsInDays: 9 })]);
    const call = await agentCaller(cloud);
    cloud.clock.advance('P8D');
    expect((await call('GET', '/users')).status).toBe(200);
    cloud.clock.advance('P2D');
    expect((await call('GET', '/users')).status).toBe(403);
    await shaped('PATCH', `/${idOfFirst()}`, { extendsItself: true });
    expect((await call('GET', '/users')).status).toBe(200);
  });

  test('follows the roles of the group’s assignment, also those given or taken later', async () => {
    cloud = await startPartner({}, [
      relationshipWith(CUSTOMER, { roles: [...USUAL_ROLES, ROLE.directoryWriters] }),
    ]);
    const [relationship] = cloud.tenant(TENANT).relationships.all();
    const [assignment] = relationship?.assignments ?? [];
    const path = `/${idOfFirst()}/assignments/${assignment?.id ?? ''}`;
    const call = await agentCaller(cloud);
    const { body } = await call('POST', '/users', { body: newUser('third') });
    const user = `/users/${String(body['id'])}`;
    await shaped('PATCH', path, { roles: [ROLE.licenseAdministrator] });
    expect((await call('PATCH', user, { body: { city: 'Oslo' } })).status).toBe(403);
    await shaped('PATCH', path, { roles: [ROLE.directoryWriters] });
    expect((await call('PATCH', user, { body: { city: 'Oslo' } })).status).toBe(204);
    expect((await call('DELETE', user)).status).toBe(403);
    await shaped('PATCH', path, { roles: [ROLE.userAdministrator] });
    expect((await call('DELETE', user)).status).toBe(204);
    await shaped('PATCH', path, { status: 'deleted' });
    expect((await call('GET', '/users')).status).toBe(403);
  });

  test('ends when the agent leaves the group', async () => {
    cloud = await startPartner();
    const call = await agentCaller(cloud);
    const { id } = agentsGroup(TENANT);
    await control(cloud, 'POST', `/tenants/${TENANT}/groups/${id}/members/removal`, {
      userIds: [cloud.personas.fact('partnerAgent').objectId],
    });
    expect((await call('GET', '/users')).status).toBe(403);
  });

  test('does not reach administrators without a role for it, nor users mastered on premises', async () => {
    cloud = await startPartner();
    const { directory } = cloud.tenant(CUSTOMER);
    const admin = directory.users.standing(1).user.id;
    const synced = directory.users.standing(2).user.id;
    const role = `/tenants/${CUSTOMER}/users/${admin}/directory-roles/${ROLE.globalAdministrator}`;
    expect((await control(cloud, 'PUT', role)).status).toBe(204);
    await control(cloud, 'PATCH', `/tenants/${CUSTOMER}/users/${synced}`, {
      onPremisesSyncEnabled: true,
    });
    const call = await agentCaller(cloud);
    const password = { body: { passwordProfile: { password: 'Tr1cky-enough' } } };
    expect((await call('PATCH', `/users/${admin}`, password)).status).toBe(403);
    expect((await call('DELETE', `/users/${admin}`)).status).toBe(403);
    expect((await call('PATCH', `/users/${admin}`, { body: { city: 'Oslo' } })).status).toBe(204);
    expect((await call('DELETE', `/users/${synced}`)).status).toBe(400);
    expect(
      (await call('PATCH', `/users/${synced}`, { body: { usageLocation: 'NO' } })).status,
    ).toBe(204);
    const { body } = await call('GET', '/roleManagement/directory/roleAssignments');
    const { value } = body as unknown as Page;
    expect(value).toMatchObject([
      { principalId: admin, roleDefinitionId: ROLE.globalAdministrator, directoryScopeId: '/' },
    ]);
    for (const row of value) expect(errorsAgainst('unifiedRoleAssignment', row)).toEqual([]);
  });

  test('needs a permission of its own for passwords, beside the one for users', async () => {
    cloud = await startPartner({ permissions: ['User.ReadWrite.All'] });
    const call = await agentCaller(cloud);
    const user = `/users/${cloud.tenant(CUSTOMER).directory.users.standing(3).user.id}`;
    const passwordProfile = { password: 'Tr1cky-enough' };
    expect((await call('PATCH', user, { body: { city: 'Oslo' } })).status).toBe(204);
    expect((await call('PATCH', user, { body: { passwordProfile } })).status).toBe(403);
    const permissions = ['User-PasswordProfile.ReadWrite.All'];
    await control(cloud, 'PATCH', `/tenants/${CUSTOMER}`, { permissions });
    const resetting = await agentCaller(cloud);
    expect((await resetting('PATCH', user, { body: { city: 'Oslo' } })).status).toBe(403);
    expect((await resetting('PATCH', user, { body: { passwordProfile } })).status).toBe(204);
  });

  test('gives directory roles only with a role for that', async () => {
    const permissions = ['RoleManagement.ReadWrite.Directory'];
    cloud = await startPartner({ permissions }, [relationshipWith(CUSTOMER)]);
    const userId = cloud.tenant(CUSTOMER).directory.users.standing(3).user.id;
    const wish = {
      body: {
        principalId: userId,
        roleDefinitionId: ROLE.userAdministrator,
        directoryScopeId: '/',
      },
    };
    const path = '/roleManagement/directory/roleAssignments';
    expect((await (await agentCaller(cloud))('POST', path, wish)).status).toBe(403);
    await shaped('PATCH', `/${idOfFirst()}`, { roles: [ROLE.privilegedRoleAdministrator] });
    const relationship = cloud.tenant(TENANT).relationships.all()[0];
    await shaped('PATCH', `/${idOfFirst()}/assignments/${relationship?.assignments[0]?.id ?? ''}`, {
      roles: [ROLE.privilegedRoleAdministrator],
    });
    const call = await agentCaller(cloud);
    const made = await call('POST', path, wish);
    expect(made.status).toBe(201);
    expect((await call('POST', path, wish)).status).toBe(400);
    const members = `/directoryRoles/roleTemplateId/${ROLE.userAdministrator}/members`;
    expect((await call('GET', members)).status).toBe(200);
    expect((await call('DELETE', `${path}/${String(made.body['id'])}`)).status).toBe(204);
    expect((await call('GET', members)).status).toBe(404);
  });
});
