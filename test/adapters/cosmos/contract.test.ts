import { storeContract } from '../../contracts/store.contract.ts';
import { openCosmosForTest } from './opened.ts';

storeContract('Azure Cosmos DB', (kinds) => openCosmosForTest(kinds));
