import type { ContainerDefinition, CosmosClient, DatabaseAccount } from '@azure/cosmos';
import { AppError } from '../../kernel/errors.ts';
import type { Log } from '../../ports/log.ts';
import { CONTAINERS, differencesOf, type ContainerDeclaration } from './containers.ts';
import { faultOf, translated, trying } from './trying.ts';

const unfit = (faults: readonly string[]): AppError =>
  new AppError(
    'store-unavailable',
    `The Cosmos DB account cannot serve: ${faults.join('; ')}. Deploy the infrastructure as it is declared, then start again.`,
  );

/** What is wrong with the account as a whole. */
function accountFaults(account: DatabaseAccount): string[] {
  const faults: string[] = [];
  const consistency: string = account.consistencyPolicy;
  if (consistency !== 'Strong')
    faults.push(
      `its default consistency is ${consistency}, and it must be Strong, so that a read sees every commit before it`,
    );
  if (account.enableMultipleWritableLocations || account.writableLocations.length !== 1)
    faults.push(
      'it writes in several regions, and it must be one, since writes of two regions overwrite each other',
    );
  return faults;
}

/** Makes what is missing; only on an emulator, where nobody deploys anything. */
async function make(
  client: CosmosClient,
  database: string,
  declared: readonly ContainerDeclaration[],
): Promise<void> {
  await unlessThere(() => client.databases.createIfNotExists({ id: database }));
  for (const container of declared)
    await unlessThere(() =>
      client
        .database(database)
        .containers.createIfNotExists(container as unknown as ContainerDefinition),
    );
}

/** Of several processes that start at once, one makes it and the others find it made. */
async function unlessThere(make: () => Promise<unknown>): Promise<void> {
  try {
    await trying(make);
  } catch (error) {
    if (faultOf(error)?.status !== 409) throw error;
  }
}

async function containerFaults(
  client: CosmosClient,
  database: string,
  declared: ContainerDeclaration,
): Promise<string[]> {
  try {
    const { resource } = await trying(() =>
      client.database(database).container(declared.id).read(),
    );
    return resource === undefined
      ? [`it has no container ${declared.id}`]
      : differencesOf(declared, resource).map((fault) => `container ${declared.id}: ${fault}`);
  } catch (error) {
    if (faultOf(error)?.status === 404) return [`it has no container ${database}/${declared.id}`];
    throw translated(error);
  }
}

/**
 * Compares the account with what is declared.
 * @param options.isEmulator makes what is missing, and only warns of a weaker consistency: emulators have one copy of all
 * @throws AppError `store-unavailable` naming everything that is otherwise, and the remedy
 */
export async function checkAccount(
  client: CosmosClient,
  options: { readonly database: string; readonly isEmulator: boolean; readonly log?: Log },
): Promise<void> {
  const { database, isEmulator, log } = options;
  const { resource: account } = await trying(() => client.getDatabaseAccount());
  const faults = account === undefined ? ['it does not say what it is'] : accountFaults(account);
  if (isEmulator) {
    if (faults.length > 0) log?.warn({ faults }, 'the emulator is not set up as the account is');
    await make(client, database, CONTAINERS);
  } else if (faults.length > 0) throw unfit(faults);
  const differences = await Promise.all(
    CONTAINERS.map((declared) => containerFaults(client, database, declared)),
  );
  if (differences.flat().length > 0) throw unfit(differences.flat());
}
