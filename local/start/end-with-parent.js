// Loaded into the API's process before anything else: it ends, in good order, when the start that began it is gone.
import process from 'node:process';

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
