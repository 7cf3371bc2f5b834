// Takes out of Yasgui what would ask elsewhere, so that it cannot: two look-ups and a list of foreign prefixes.

import { readFile } from 'node:fs/promises';

const CUTS = [
  [/var fetchFromLov = [\s\S]*?\n\}, completers = \[/, 'var fetchFromLov = () => Promise.resolve([]), completers = ['],
  [/\}, madsrdf = "[\s\S]*?prefixes_default = \{[\s\S]*?\}/, '}, prefixes_default = {}'],
  [/e\.config\.prefixCcApi \? fetch\(e\.config\.prefixCcApi\)[\s\S]*?: Promise\.resolve\(prefixes_default\)/, 'Promise.resolve({})'],
];

export const withoutLookUps = {
  name: 'without look-ups elsewhere',
  setup(build) {
    build.onLoad({ filter: /yasgui[\\/]build[\\/]yasgui\.esm\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const [found, instead] of CUTS) {
        if (!found.test(contents)) throw new Error(`Yasgui has changed: ${found} is not in it; look where it asks elsewhere now`);
        contents = contents.replace(found, () => instead);
      }
      return { contents, loader: 'js' };
    });
  },
};
