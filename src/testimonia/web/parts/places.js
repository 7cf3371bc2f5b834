// A place of the archive on a map: a link to its page, with a dashed circle where it is known only so far.

import * as leaflet from 'leaflet';

const told = ({ name, radius_metres: metres }, words) => {
  const far = metres ? words.within.replace('{n}', Number((metres / 1000).toPrecision(2)).toLocaleString(document.documentElement.lang)) : '';
  return far ? `${name} (${far})` : name;
};

// Names are text: they are never read as mark-up.
const label = (text) => {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
};

const linked = (layer, properties, text, isStop) => {
  const go = () => { if (properties.href) location.assign(properties.href); };
  layer.bindTooltip(label(text), { direction: 'top' });
  layer.on('click', go);
  layer.on('add', () => {
    const element = layer.getElement?.();
    if (!element) return;
    element.setAttribute('role', properties.href ? 'link' : 'img');
    element.setAttribute('aria-label', text);
    if (!isStop) return;
    element.setAttribute('tabindex', '0');
    element.addEventListener('focus', () => layer.openTooltip());
    element.addEventListener('blur', () => layer.closeTooltip());
    element.addEventListener('keydown', (event) => { if (event.key === 'Enter') go(); });
  });
  return layer;
};

export const place = (feature, words, isStop) => {
  const { properties } = feature;
  const text = told(properties, words);
  const kind = String(properties.kind || 'place').replace(/[^a-z-]/gi, '');
  if (feature.geometry.type !== 'Point') {
    const area = leaflet.geoJSON(feature, { style: { className: `place area ${kind}` } });
    area.eachLayer((layer) => linked(layer, properties, text, isStop));
    return area;
  }
  const [east, north] = feature.geometry.coordinates;
  const dot = linked(leaflet.circleMarker([north, east], { radius: 6, className: `place ${kind}` }), properties, text, isStop);
  if (!properties.radius_metres) return dot;
  const circle = leaflet.circle([north, east], { radius: properties.radius_metres, className: 'radius', interactive: false });
  return leaflet.featureGroup([circle, dot]);
};
