/** A course or training plan of the demo, and which share of the people is enrolled in it. */
export interface DemoTraining {
  readonly type: 'course' | 'plan';
  readonly name: string;
  readonly published: boolean;
  readonly share: number;
}

/** A catalog of the demo. */
export interface DemoCatalog {
  readonly name: string;
  readonly trainings: readonly DemoTraining[];
  /** The share of the people who are on the Users list without an enrolment. */
  readonly listedOnly: number;
  /** Whether the catalog admin has it. */
  readonly hasAdmin: boolean;
  /** The training in which the directory group of this name is enrolled. */
  readonly group: { readonly name: string; readonly training: string } | null;
}

const course = (name: string, share: number): DemoTraining => ({
  ...{ type: 'course', name, published: true, share },
});
const draft = (name: string, share: number): DemoTraining => ({
  ...{ type: 'course', name, published: false, share },
});
const plan = (name: string, share: number): DemoTraining => ({
  ...{ type: 'plan', name, published: true, share },
});

/** What Contoso learns. Drafts are unpublished; who is enrolled in one counts all the same (L-4). */
export const DEMO_CATALOGS: readonly DemoCatalog[] = [
  {
    name: 'Onboarding',
    trainings: [
      course('Welcome to Contoso', 0.22),
      course('Tools we work with', 0.14),
      plan('Your first 90 days', 0.08),
    ],
    listedOnly: 0.1,
    hasAdmin: true,
    group: null,
  },
  {
    name: 'Safety and compliance',
    trainings: [
      course('Data protection basics', 0.3),
      course('Fire safety', 0.18),
      course('Fair competition', 0.09),
      draft('Export control', 0.03),
    ],
    listedOnly: 0.05,
    hasAdmin: false,
    group: null,
  },
  {
    name: 'Sales academy',
    trainings: [
      course('Consultative selling', 0.09),
      course('Negotiating', 0.06),
      course('Product news', 0),
      draft('Partner programme', 0.02),
      plan('Account manager', 0.04),
    ],
    listedOnly: 0.02,
    hasAdmin: true,
    group: { name: 'Sales', training: 'Product news' },
  },
  {
    name: 'Leadership',
    trainings: [course('Leading a team', 0.06), course('Giving feedback', 0.05)],
    listedOnly: 0.02,
    hasAdmin: false,
    group: null,
  },
  {
    name: 'IT and security',
    trainings: [
      course('Recognising phishing', 0.25),
      course('Secure coding', 0.07),
      course('Cloud fundamentals', 0.06),
      plan('Engineer', 0.03),
    ],
    listedOnly: 0.03,
    hasAdmin: false,
    group: null,
  },
];

/** Flow users without a directory account; the last has not activated the account (L-6). */
export const DEMO_FLOW_USERS: readonly { readonly name: string; readonly active: boolean }[] = [
  { name: 'Amara Okafor', active: true },
  { name: 'Tomasz Wójcik', active: true },
  { name: 'Ingrid Solberg', active: true },
  { name: 'Rui Tavares', active: false },
];

/** How many people of the directory use Flow without an enrolment, and how many were removed entirely. */
export const DEMO_FLOW_PEOPLE = 5;
export const DEMO_REMOVED = 2;
