// Reads a table of results as places, spans of time, joined things, or numbers. Null where it cannot be read so.

import { firstDay, lastDay } from '../parts/days.js';

const WKT = /^\s*(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)/i;
const PRINTED = /^(-?\d{1,2}\.\d+),\s*(-?\d{1,3}\.\d+)(?:\s+within\s+([\d.]+)\s+(km|m))?$/;
const ONE_DATE = String.raw`[+-]?\d{4,}(?:-\d\d){0,2}(?:T[^/]*)?[?~%]?`;
const DATE = new RegExp(`^(?:${ONE_DATE}|(?:${ONE_DATE}|\\.\\.)?/(?:${ONE_DATE}|\\.\\.)?)$`);
const NUMBER_TYPES = /#(?:integer|decimal|double|float|int|long|short|nonNegativeInteger|positiveInteger)$/;
const MOST_JOINED = 300; // edges; more cannot be told apart

const local = (iri, known) => (iri.startsWith(known.base) ? known.root + iri.slice(known.base.length) : iri);
const short = (iri, known) => {
  if (iri.startsWith(known.base)) return iri.slice(known.base.length);
  const [prefix, beginning] = Object.entries(known.prefixes).find(([, start]) => iri.startsWith(start)) ?? [];
  return prefix ? `${prefix}:${iri.slice(beginning.length)}` : iri;
};

const isIri = (cell) => cell?.type === 'uri' && /^(?:https?|urn):/.test(cell.value);
const isDate = (cell) => cell?.type === 'literal' && (/#(?:date|gYear|gYearMonth|dateTime)$|\/edtf\//i.test(cell.datatype ?? '')) && DATE.test(cell.value);
const isNumber = (cell) => cell?.type === 'literal' && cell.value !== '' && Number.isFinite(Number(cell.value)) && (NUMBER_TYPES.test(cell.datatype ?? '') || !cell.datatype);

// A row's name and link: its first text of a language, else its first thing, else plain text.
const named = (row, columns, known, without = []) => {
  const cells = columns.filter((column) => !without.includes(column)).map((column) => row[column]).filter(Boolean);
  const thing = cells.find(isIri);
  const texts = cells.filter((cell) => cell.type === 'literal' && !isNumber(cell));
  const text = texts.find((cell) => cell['xml:lang']) ?? (thing ? null : texts.find((cell) => !cell.datatype));
  return { name: text?.value ?? (thing ? short(thing.value, known) : ''), ...(thing && { href: local(thing.value, known) }) };
};

const point = (cell) => {
  const found = WKT.exec(cell?.value ?? '');
  if (found) return { coordinates: [Number(found[1]), Number(found[2])] };
  const printed = PRINTED.exec(cell?.value ?? '');
  if (!printed) return null;
  const radius = printed[3] ? Number(printed[3]) * (printed[4] === 'km' ? 1000 : 1) : null;
  return { coordinates: [Number(printed[2]), Number(printed[1])], radius };
};

// Places: a column of points (WKT, or latitude and longitude as printed), perhaps one of a radius in metres.
export const places = (rows, columns, known) => {
  const at = columns.find((column) => rows.some((row) => point(row[column])));
  if (!at) return null;
  const within = columns.find((column) => /within|accuracy|radius/i.test(column));
  const features = rows.filter((row) => point(row[at])).map((row) => {
    const { coordinates, radius } = point(row[at]);
    const metres = Number(row[within]?.value) || radius;
    const properties = { ...named(row, columns, known, [at, within]), kind: 'place', radius_metres: metres || null };
    return { type: 'Feature', geometry: { type: 'Point', coordinates }, properties };
  });
  return { type: 'FeatureCollection', features };
};

const ends = (text) => {
  const [from, to = from] = text.split('/').map((part) => part.replace(/[?~%]|T.*$/g, ''));
  return { from: firstDay(from), to: lastDay(to) };
};

// Spans: a column of dates, months, seasons or intervals; a second one is the end.
export const spans = (rows, columns, known) => {
  const dated = columns.filter((column) => rows.some((row) => isDate(row[column])));
  if (!dated.length) return null;
  const [begins, finishes] = dated;
  const items = rows.filter((row) => isDate(row[begins]) || isDate(row[finishes])).map((row) => {
    const first = row[begins] && ends(row[begins].value);
    const last = finishes ? row[finishes] && ends(row[finishes].value) : first;
    const words = [row[begins], row[finishes]].filter(Boolean).map((cell) => cell.value).join(' – ');
    const is_uncertain = /[?~%]/.test(words);
    return { ...named(row, columns, known, dated), from: first?.from ?? null, to: last?.to ?? null, words, is_uncertain };
  });
  return { items };
};

// Joined things: the first two columns of things are the ends of a line.
export const joined = (rows, columns, known) => {
  const [from, to] = columns.filter((column) => rows.some((row) => isIri(row[column])));
  if (!to) return null;
  const found = rows.filter((row) => isIri(row[from]) && isIri(row[to])).map((row) => [row[from].value, row[to].value]);
  const pairs = [...new Map(found.map((pair) => [pair.join(' '), pair])).values()].slice(0, MOST_JOINED);
  const iris = [...new Set(pairs.flat())];
  const nodes = iris.map((iri) => ({ id: iri, name: short(iri, known), href: local(iri, known), kind: short(iri, known).split('/')[0] }));
  return { nodes, edges: pairs.map(([source, target]) => ({ source, target })) };
};

// Numbers: the first column that holds nothing else, by what names the row.
export const bars = (rows, columns, known) => {
  const numeric = columns.filter((column) => rows.some((row) => isNumber(row[column])) && rows.every((row) => !row[column] || isNumber(row[column])));
  const [values] = numeric;
  if (!values) return null;
  const shown = rows.filter((row) => row[values]);
  return { title: values, rows: shown.map((row) => ({ ...named(row, columns, known, numeric), value: Number(row[values].value) })) };
};
