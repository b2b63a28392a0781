// Plain JavaScript, so that an old Node can read it and say what is wrong. Node 24 comes with `npm ci`, as the package
// `node`; where install scripts are not allowed it is missing, and npm uses the machine's own.
import console from 'node:console';
import process from 'node:process';

const NODE_MAJOR_MIN = 24;

if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR_MIN) {
  console.error(
    `Headcount needs Node ${NODE_MAJOR_MIN} or later; this is ${process.version}. Run "npm ci" with install scripts allowed, or install Node ${NODE_MAJOR_MIN}.`,
  );
  process.exit(1);
}
