import { readFile } from 'node:fs/promises';
import type { Download, Frame, Locator, Page } from 'playwright-core';
import { deleteSomeCustomersPeople } from '../../../local/demo/customers.ts';
import type { Api } from '../../world.ts';
import { eventually, startStage, type Stage } from '../stage.ts';

/** Whose tab is looked at. */
export const persona = 'partnerAgent';

interface Named {
  readonly id: string;
  readonly displayName: string;
}

/** A stage with the demo's customers, as an agent of the partner works at them. */
export interface CustomersStage {
  readonly stage: Stage;
  readonly agent: Api;
  /** The address of a customer's page. */
  readonly at: (name: string) => string;
  /** The address of a part of the large customer's page. */
  readonly northwind: (part?: string) => string;
}

export async function startCustomersStage(): Promise<CustomersStage> {
  const stage = await startStage({ demo: false });
  deleteSomeCustomersPeople(stage.world.cloud);
  const agent = stage.world.api(persona);
  const { body } = await agent.get<{ items: Named[] }>('/api/customers?refresh=true');
  const at = (name: string): string =>
    `/customers/${body.items.find(({ displayName }) => displayName === name)?.id ?? ''}`;
  return { stage, agent, at, northwind: (part = '') => `${at('Northwind Traders')}${part}` };
}

export const button = (tab: Frame, name: string | RegExp): Locator =>
  tab.getByRole('button', { name, exact: true });
export const box = (tab: Frame, name: string | RegExp): Locator =>
  tab.getByRole('checkbox', { name });
export const textbox = (tab: Frame, name: string): Locator => tab.getByRole('textbox', { name });
export const figure = (tab: Frame, name: string): Locator =>
  tab.locator('dl > div', { hasText: name }).locator('dd').first();

/** Does one of the acts in the menu of a row. */
export async function actOn(tab: Frame, name: string, act: string): Promise<void> {
  await button(tab, `More for ${name}`).click();
  await tab.getByRole('menuitem', { name: act }).click();
}

/** The files that a tab gives to the browser from now on. */
export function downloadsOf(page: Page): Download[] {
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  return downloads;
}

/** What stands in one of them, once it is there. */
export async function textOf(downloads: readonly Download[], place: number): Promise<string> {
  await eventually(async () => downloads.length > place);
  return readFile((await downloads[place]?.path()) ?? '', 'utf8');
}
