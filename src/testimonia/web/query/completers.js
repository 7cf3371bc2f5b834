// What the editor offers while somebody types: terms of this archive's own ontology and vocabulary, and its graphs.

import { Yasqe } from './yasgui.js';

const GRAPH_WORDS = new Set(['GRAPH', 'FROM', 'NAMED']);
const iris = (terms) => terms.map((term) => term.iri);

// What stands before the word at the cursor.
const before = (yasqe) => {
  const { line } = yasqe.getDoc().getCursor();
  return yasqe.getPreviousNonWsToken(line, yasqe.getCompleteToken()).string.toUpperCase();
};

const isWord = (yasqe, vocabulary) => {
  const token = yasqe.getCompleteToken();
  const prefixes = yasqe.getPrefixesFromQuery();
  const [prefix] = token.string.split(':');
  return token.string.includes(':') && prefixes[prefix] === vocabulary;
};

const described = (known) => {
  const words = new Map([...known.classes, ...known.properties, ...known.words].map((term) => [term.iri, term.label]));
  return (yasqe, hints) => hints.map((hint) => {
    const iri = expanded(yasqe, hint.text);
    return words.get(iri) ? { ...hint, displayText: `${hint.text}  ${words.get(iri)}` } : hint;
  });
};

const expanded = (yasqe, text) => {
  if (text.startsWith('<')) return text.slice(1, -1);
  const [prefix, ...rest] = text.split(':');
  return (yasqe.getPrefixesFromQuery()[prefix] ?? '') + rest.join(':');
};

// Register our completers; the names under which they are to be switched on.
export const completers = (known) => {
  const fixed = { bulk: true, persistenceId: null, postprocessHints: described(known) };
  const made = {
    archivePrefixes: ['prefixes', { get: () => Object.entries(known.prefixes).map(([name, iri]) => `${name}: <${iri}>`), bulk: true, persistenceId: null }],
    archiveClasses: ['class', { ...fixed, get: () => iris(known.classes) }],
    archiveProperties: ['property', { ...fixed, get: () => iris(known.properties) }],
    archiveWords: ['class', { ...fixed, get: () => iris(known.words), isValidCompletionPosition: (yasqe) => isWord(yasqe, known.vocabulary) }],
    archiveGraphs: ['class', { ...fixed, get: () => known.graphs, isValidCompletionPosition: (yasqe) => GRAPH_WORDS.has(before(yasqe)) }],
  };
  for (const [name, [from, own]] of Object.entries(made)) Yasqe.forkAutocompleter(from, { ...own, name }, false);
  return ['variables', ...Object.keys(made)];
};
