// Coasts and borders as a layer that no pointer and no key stops at.

import * as leaflet from 'leaflet';
import { feature, mesh } from 'topojson-client';

const OPTIONS = { interactive: false, smoothFactor: 0.5 };

export const outlines = (atlas) => {
  const { countries, land: whole } = atlas.objects;
  const land = leaflet.geoJSON(feature(atlas, whole), { ...OPTIONS, style: { className: 'land' } });
  const borders = mesh(atlas, countries, (one, other) => one !== other);
  const drawn = leaflet.geoJSON(borders, { ...OPTIONS, style: { className: 'border', fill: false } });
  return leaflet.featureGroup([land, drawn]);
};
