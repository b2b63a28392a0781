import { hashText, mix } from '../chance.ts';
import type { LocalCloud } from '../cloud.ts';
import type { ApiClient } from '../start/api-client.ts';
import { deleteSomeCustomersPeople } from './customers.ts';
import {
  DEMO_CATALOGS,
  DEMO_FLOW_PEOPLE,
  DEMO_FLOW_USERS,
  DEMO_REMOVED,
  type DemoCatalog,
  type DemoTraining,
} from './plan.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface SomePerson {
  readonly id: string;
  readonly displayName: string;
  readonly userName: string | null;
}

/**
 * Makes the demo through the API, as an administrator would. Each step looks first at what is there, so a start that
 * was stopped in between is finished by the next one.
 * @param tell is told what is being made
 */
export async function fillDemo(
  api: ApiClient,
  cloud: LocalCloud,
  tell: (words: string) => void = console.log,
): Promise<void> {
  deleteSomeCustomersPeople(cloud);
  const personas = new Set(cloud.personas.facts().map(({ objectId }) => objectId));
  const people = (await api.all<SomePerson>('/api/people'))
    .filter(({ userName }) => userName !== null)
    .sort((a, b) => ((a.userName ?? '') < (b.userName ?? '') ? -1 : 1));
  const crowd = people.filter(({ id }) => !personas.has(id));
  for (const plan of DEMO_CATALOGS) {
    tell(`Making the catalog ${plan.name} …`);
    await fillCatalog(api, cloud, plan, crowd);
  }
  await fillFlow(api, crowd);
  for (const { id } of crowd.slice(-DEMO_REMOVED)) await api.delete(`/api/people/${id}`);
}

/** The thing of that name in the list, made where there is none. */
async function ensure(api: ApiClient, list: string, body: Omit<Named, 'id'>): Promise<string> {
  const found = (await api.all<Named>(list)).find(({ name }) => name === body.name);
  return (found ?? (await api.post<Named>(list, body))).id;
}

async function fillCatalog(
  api: ApiClient,
  cloud: LocalCloud,
  plan: DemoCatalog,
  crowd: readonly SomePerson[],
): Promise<void> {
  const catalogId = await ensure(api, '/api/catalogs', { name: plan.name });
  const catalog = `/api/catalogs/${catalogId}`;
  for (const training of plan.trainings) {
    const trainingId = await ensureTraining(api, catalog, training);
    const base = training.type === 'plan' ? '/api/training-plans' : '/api/courses';
    const enrolments = `${base}/${trainingId}/enrolments`;
    const chosen = share(crowd, `${plan.name}/${training.name}`, training.share);
    const learner =
      training.name === 'Data protection basics' ? [cloud.personas.fact('learner').objectId] : [];
    const personIds = [...chosen, ...learner];
    if (personIds.length > 0) await api.post(enrolments, { personIds });
    if (plan.group?.training === training.name) {
      const groupId = await groupNamed(api, plan.group.name);
      if (groupId !== null) await api.post(enrolments, { groupId });
    }
  }
  const listed = share(crowd, plan.name, plan.listedOnly);
  if (listed.length > 0) await api.post(`${catalog}/people`, { personIds: listed });
  if (plan.hasAdmin) {
    await api.put(`${catalog}/admins/${cloud.personas.fact('catalogAdmin').objectId}`);
  }
}

function ensureTraining(api: ApiClient, catalog: string, training: DemoTraining): Promise<string> {
  const { type, name, published } = training;
  const list = type === 'plan' ? `${catalog}/training-plans` : `${catalog}/courses`;
  return ensure(api, list, { name, published } as Omit<Named, 'id'>);
}

/** The people who fall within a share, always the same for the same words. */
const share = (crowd: readonly SomePerson[], words: string, part: number): string[] =>
  crowd.filter((_, place) => mix(hashText(words), place) / 2 ** 32 < part).map(({ id }) => id);

/** A group that can be enrolled, by the first word of its name. */
async function groupNamed(api: ApiClient, name: string): Promise<string | null> {
  const path = `/api/directory/groups?search=${encodeURIComponent(name)}`;
  const { items } = await api.get<{ items: { id: string; usable: boolean }[] }>(path);
  return items.find(({ usable }) => usable)?.id ?? null;
}

async function fillFlow(api: ApiClient, crowd: readonly SomePerson[]): Promise<void> {
  for (const { name, active } of DEMO_FLOW_USERS) {
    const search = `/api/people?search=${encodeURIComponent(name)}`;
    const found = (await api.all<SomePerson>(search)).find(
      ({ displayName }) => displayName === name,
    );
    const { id } = found ?? (await api.post<SomePerson>('/api/people', { displayName: name }));
    if (active) await api.post(`/api/people/${id}/flow-activation`);
  }
  for (const { id } of crowd.slice(0, DEMO_FLOW_PEOPLE)) {
    await api.post(`/api/people/${id}/flow-activation`);
  }
}
