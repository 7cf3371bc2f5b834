// Makes what browsers load: one bundle for each entry, fine outlines, licences. Run by the package build:
//   node build.mjs FOLDER

import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { quantised } from './outlines.mjs';
import { withoutLookUps } from './yasgui.mjs';

const ENTRIES = ['map', 'timeline', 'network', 'chart', 'query', 'suggest'];
const LICENCE = /^(licen[cs]e|copying|notice)/i;

const bundles = (folder) => build({
  entryPoints: ENTRIES.map((name) => `${name}.js`),
  outdir: folder,
  bundle: true,
  minify: true,
  format: 'iife', // plain scripts, since pages that are opened as files load no modules
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none', // LICENSES.txt holds all of them in full
  loader: { '.png': 'dataurl', '.gif': 'dataurl', '.svg': 'dataurl' },
  conditions: ['browser'],
  plugins: [withoutLookUps],
  logLevel: 'warning',
});

const textOf = async (folder) => {
  const names = (await readdir(folder)).filter((name) => LICENCE.test(name)).sort();
  return (await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))).join('\n').trim();
};

// Every library that browsers get, with those that are inside another's bundle: all that is locked and not for building.
const licences = async () => {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8'));
  const names = Object.keys(packages).filter((name) => name && !packages[name].dev && !packages[name].optional).sort();
  const told = await Promise.all(names.map(async (name) => {
    const { version, license } = JSON.parse(await readFile(path.join(name, 'package.json'), 'utf8'));
    const text = await textOf(name);
    return `${name.split('node_modules/').at(-1)} ${version} (${license ?? packages[name].license ?? 'see below'})\n\n${text || 'The package holds no text of its licence.'}\n`;
  }));
  return `Libraries in the files of this folder, and their licences.\n\n${told.join(`\n${'-'.repeat(72)}\n\n`)}`;
};

const main = async (folder) => {
  await mkdir(folder, { recursive: true });
  await bundles(folder);
  const fine = JSON.parse(await readFile('node_modules/world-atlas/countries-50m.json', 'utf8'));
  await writeFile(path.join(folder, 'countries-50m.json'), JSON.stringify(quantised(fine)));
  await writeFile(path.join(folder, 'LICENSES.txt'), await licences());
};

await main(process.argv[2]);
