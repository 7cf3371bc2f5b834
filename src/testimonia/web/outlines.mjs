// The outlines of the world in the two forms that are not drawn by the map's own script.

import { feature, mesh } from 'topojson-client';
import { parted, unwrapped } from './parts/unwrapped.js';

const PLACES = 2; // decimals of a degree: about a kilometre

// The same topology without the names, which no page shows.
export const quantised = ({ type, arcs, transform, objects: { countries, land } }) => {
  const geometries = countries.geometries.map(({ type: kind, arcs: own }) => ({ type: kind, arcs: own }));
  return { type, arcs, transform, objects: { countries: { ...countries, geometries }, land } };
};

const rounded = (line) => line.map((point) => point.map((degrees) => Number(degrees.toFixed(PLACES))));

const boxOf = (line) => {
  const [x, y] = [line.map(([east]) => east), line.map(([, north]) => north)];
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
};

// Rings of land and lines of borders, each with its box (west, south, east, north), for drawings made on the server.
export const lines = (atlas) => {
  const { countries, land } = atlas.objects;
  const areas = feature(atlas, land).features.flatMap(({ geometry }) => geometry.coordinates);
  const borders = mesh(atlas, countries, (one, other) => one !== other).coordinates;
  const told = (line) => ({ box: boxOf(rounded(line)), points: rounded(line) });
  return { land: areas.flat().map((ring) => told(unwrapped(ring))), borders: borders.flatMap(parted).map(told) };
};
