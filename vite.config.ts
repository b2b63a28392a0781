import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** The built tab: what the API serves. */
const OUT_DIR = resolve(import.meta.dirname, 'dist/tab');

/** What is worth compressing; images are compressed already. */
const COMPRESSIBLE = /\.(html|js|css|json|svg|txt)$/;

/** A smaller answer than this fits one packet anyway. */
const COMPRESSED_FROM_BYTES = 1_024;

/** How large one built file is: as it lies there, and as it is sent. */
interface Sizes {
  readonly bytes: number;
  readonly gzip: number;
  readonly brotli: number;
}

/**
 * Lays a Brotli and a gzip copy beside each file, so that no request waits for a compressor, and writes down the sizes
 * in `.vite/sizes.json`.
 */
function compressed(): Plugin {
  const compress = async (file: string): Promise<Sizes> => {
    const content = readFileSync(join(OUT_DIR, file));
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    const [brotlied, gzipped] = await Promise.all([
      promisify(brotliCompress)(content, { params: quality }),
      promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
    ]);
    if (content.length >= COMPRESSED_FROM_BYTES) {
      writeFileSync(join(OUT_DIR, `${file}.br`), brotlied);
      writeFileSync(join(OUT_DIR, `${file}.gz`), gzipped);
    }
    return { bytes: content.length, gzip: gzipped.length, brotli: brotlied.length };
  };

  return {
    name: 'headcount:compressed',
    apply: 'build',
    async closeBundle() {
      const files = readdirSync(OUT_DIR, { recursive: true, encoding: 'utf8' })
        .map((file) => file.replaceAll('\\', '/'))
        .filter((file) => COMPRESSIBLE.test(file) && !file.startsWith('.'))
        .sort();
      const sizes = await Promise.all(files.map(async (file) => [file, await compress(file)]));
      mkdirSync(join(OUT_DIR, '.vite'), { recursive: true });
      writeFileSync(
        join(OUT_DIR, '.vite/sizes.json'),
        `${JSON.stringify(Object.fromEntries(sizes), null, 2)}\n`,
      );
    },
  };
}

/** Writes down in `.vite/sources.json` of which files of ours the tab is made: a test holds it to its own and the contracts. */
function noted(): Plugin {
  const root = import.meta.dirname;
  return {
    name: 'headcount:noted',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((made) => made.type === 'chunk');
      const sources = chunks
        .flatMap(({ moduleIds }) => moduleIds)
        .map((id) => relative(root, id).replaceAll('\\', '/'))
        .filter((file) => /^(?!\.\.|node_modules|\0)/.test(file));
      this.emitFile({
        type: 'asset',
        fileName: '.vite/sources.json',
        source: `${JSON.stringify([...new Set(sources)].sort(), null, 2)}\n`,
      });
    },
  };
}

export default defineConfig({
  root: resolve(import.meta.dirname, 'tab'),
  base: '/',
  // The policy of the page lets no data: script in, and a font or an image of its own file is cached for a year.
  build: {
    outDir: OUT_DIR,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      // What most pages and forms have in common comes in one file: in many small ones it is 15 kB more, and 40 requests.
      output: { codeSplitting: { groups: [{ name: 'base', minShareCount: 24 }] } },
      onLog(level, log, tell) {
        // Fluent's 'use client' is for servers that render React; here everything is the client.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') tell(level, log);
      },
    },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': 'http://127.0.0.1:3978' } },
  plugins: [noted(), compressed()],
});
