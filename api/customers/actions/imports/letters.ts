import { stringify } from 'csv-stringify/sync';
import type { TenantId } from '../../../kernel/ids.ts';
import { rootOf } from '../../../ports/partitions.ts';
import type { World } from '../../../ports/world.ts';
import { customers } from '../../kinds.ts';
import { titlesOf } from '../../rules/imports/columns.ts';
import { givingFault } from '../../rules/products.ts';
import { MAIL_TEXTS, type MailLanguage } from '../../texts/mails.ts';
import { mailTo } from '../mailing.ts';
import type { HandedPassword } from '../plans/hand-out.ts';
import type { PlanCaller } from '../plans/start.ts';
import type { AtCustomer } from '../standing.ts';

/** To whom a letter goes, and in which language. */
export interface Addressing {
  readonly sendTo: string;
  readonly language: MailLanguage;
}

/** Sends passwords in one e-mail (C-2). @throws AppError `mail-not-sent` */
export async function mailPasswords(
  world: World,
  caller: PlanCaller,
  customerId: TenantId,
  { sendTo, language }: Addressing,
  passwords: readonly HandedPassword[],
): Promise<void> {
  const texts = MAIL_TEXTS[language];
  const root = rootOf(caller.tenant.tenantId);
  const customer = await world.store.read(root, customers, { customerId });
  await mailTo(world, caller, {
    ...{ sendTo, language, footer: texts.footer },
    subject: texts.passwordsSubject(customer?.doc.displayName ?? customerId),
    paragraphs: [
      texts.passwordsLead,
      ...passwords.map(({ displayName, userName, password }) =>
        texts.passwordLine(displayName, userName, password),
      ),
    ],
  });
}

/** Sends an empty file with our own columns for the customer to fill in, and how (C-7). @throws AppError `mail-not-sent` */
export async function mailBlankCopy(
  world: World,
  caller: PlanCaller,
  { hands }: AtCustomer,
  { sendTo, language }: Addressing,
  partner: string,
): Promise<void> {
  const texts = MAIL_TEXTS[language];
  const products = (await hands.licences()).filter((product) => givingFault(product) === null);
  await mailTo(world, caller, {
    ...{ sendTo, language, footer: texts.footer },
    subject: texts.blankSubject(partner),
    paragraphs: texts.blankParagraphs(products.map(({ partNumber }) => partNumber)),
    attachment: {
      name: 'users.csv',
      contentType: 'text/csv; charset=utf-8',
      content: stringify([[...titlesOf('headcount')]], { bom: true }),
    },
  });
}
