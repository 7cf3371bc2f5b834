// Coasts and borders as a layer that no pointer and no key stops at.

import * as leaflet from 'leaflet';
import { feature, mesh } from 'topojson-client';
import { parted, unwrapped } from './unwrapped.js';

const OPTIONS = { interactive: false, smoothFactor: 0.5 };
const turned = (line) => line.map(([east, north]) => [north, east]);

export const outlines = (atlas) => {
  const { countries, land } = atlas.objects;
  const areas = feature(atlas, land).features.flatMap(({ geometry }) => geometry.coordinates);
  const rings = areas.map((polygon) => polygon.map((ring) => turned(unwrapped(ring))));
  const borders = mesh(atlas, countries, (one, other) => one !== other).coordinates.flatMap(parted);
  return leaflet.featureGroup([
    leaflet.polygon(rings, { ...OPTIONS, className: 'land' }),
    leaflet.polyline(borders.map(turned), { ...OPTIONS, className: 'border', fill: false }),
  ]);
};
