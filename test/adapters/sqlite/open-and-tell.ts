/** A process that opens a store and says how it was refused. */
import { openSqliteStore } from '../../../api/adapters/sqlite/open.ts';
import { AppError } from '../../../api/kernel/errors.ts';
import { contractKinds } from '../../contracts/store/kinds.ts';

try {
  await openSqliteStore({ file: process.argv[2] ?? '', kinds: contractKinds }).close();
  console.log('opened');
} catch (error) {
  console.log(error instanceof AppError ? `${error.code}: ${error.message}` : String(error));
}
