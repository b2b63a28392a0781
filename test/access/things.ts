import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Api } from '../world.ts';

/** What a request of the access table can be about. Made anew for each call, so that no call spoils another's. */
export interface Things {
  /** A new catalog: the caller's own where the caller is its admin. */
  catalogId(): Promise<string>;
  courseId(): Promise<string>;
  planId(): Promise<string>;
  /** A new Flow user, on no list. */
  flowPersonId(): Promise<string>;
  /** A person on the Users list of the catalog; gives both. */
  listed(): Promise<{ catalogId: string; personId: string }>;
  /** A person enrolled in a course of the catalog, or in a plan. */
  enrolled(inPlan: boolean): Promise<{ trainingId: string; personId: string }>;
  /** A new person who is on a list of the catalog. */
  personId(): Promise<string>;
  /** A group that is linked to nothing. */
  groupId(): Promise<string>;
  /** A finished job that an admin started. */
  jobId(): Promise<string>;
  /** A finished import that an admin started. */
  importJobId(): Promise<string>;
  /** A report that an admin asked for, ready to download. */
  reportId(): Promise<string>;
  /** A new user of the customer, and the job that made it. */
  customerUser(): Promise<{ userId: string; jobId: string }>;
}

/** The tenant that is a customer of the home tenant. */
export const CUSTOMER = '3d2f8a10-6b4e-4c71-9e05-8a1b7c6d5e4f';

const idOf = ({ body }: { readonly body: Record<string, unknown> }): string => {
  const id = body['id'];
  if (typeof id !== 'string') throw new Error(`No id in ${JSON.stringify(body)}`);
  return id;
};

/** Makes things in the home tenant, in catalogs that `adminId` administers, and at its customer with the agent's hands. */
export function thingsOf(owner: Api, agent: Api, adminId: string): Things {
  const newCatalog = async (): Promise<string> => {
    const catalogId = idOf(await owner.post('/api/catalogs', { name: 'Safety' }));
    const made = await owner.put(`/api/catalogs/${catalogId}/admins/${adminId}`);
    if (made.status !== 200) throw new Error(JSON.stringify(made.body));
    return catalogId;
  };
  const newTraining = async (word: string): Promise<string> =>
    idOf(await owner.post(`/api/catalogs/${await newCatalog()}/${word}`, { name: 'Ladders' }));
  const newPerson = async (): Promise<string> =>
    idOf(await owner.post('/api/people', { displayName: 'Ada Flow' }));
  const listed = async (): Promise<{ catalogId: string; personId: string }> => {
    const catalogId = await newCatalog();
    const personId = await newPerson();
    await owner.post(`/api/catalogs/${catalogId}/people`, { personIds: [personId] });
    return { catalogId, personId };
  };

  const ended = async (jobId: string): Promise<string> => {
    const isOver = async (): Promise<boolean> => {
      const { body } = await owner.get(`/api/jobs/${jobId}`);
      return body['finishedAt'] !== null;
    };
    while (!(await isOver())) await wait(5);
    return jobId;
  };

  return {
    catalogId: newCatalog,
    courseId: () => newTraining('courses'),
    planId: () => newTraining('training-plans'),
    flowPersonId: newPerson,
    listed,
    async enrolled(inPlan) {
      const word = inPlan ? 'training-plans' : 'courses';
      const trainingId = await newTraining(word);
      const personId = await newPerson();
      await owner.post(`/api/${word}/${trainingId}/enrolments`, { personIds: [personId] });
      return { trainingId, personId };
    },
    personId: async () => (await listed()).personId,
    groupId: () => Promise.resolve('0e6f0c5e-7d5b-4c43-9a5c-3a4f0a1c2b3d'),
    jobId: async () => ended(idOf(await owner.delete(`/api/people/${await newPerson()}`))),
    async importJobId() {
      const upload = {
        body: 'catalog,course,person,enrolledOn,unenrolledOn\nSafety,Ladders,nobody@x.example,,\n',
        contentType: 'text/csv',
      };
      return ended(idOf(await owner.request('POST', '/api/imports/enrolments', upload)));
    },
    async reportId() {
      const wish = { kind: 'enrolments', from: '2026-01', to: '2026-01', format: 'csv' };
      return ended(idOf(await owner.post('/api/reports', wish)));
    },
    async customerUser() {
      const made = await agent.post(`/api/customers/${CUSTOMER}/users`, {
        displayName: 'Ada Okafor',
        userName: `ada-${randomUUID()}@adatum.onmicrosoft.com`,
      });
      return { userId: idOf(made), jobId: String(made.body['jobId']) };
    },
  };
}
