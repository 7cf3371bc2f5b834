// A map of places: outlines without tiles, places as dots, uncertain ones as circles of their radius.

import 'leaflet/dist/leaflet.css';
import './map.css';
import * as leaflet from 'leaflet';
import near from 'world-atlas/countries-110m.json';
import { drawAll } from './parts/figures.js';
import { outlines } from './parts/outlines.js';
import { place } from './parts/places.js';

const FINE_FROM = 4; // zoom
const CLOSEST = 10;
const MOST_STOPS = 60; // of the keyboard; more places are walked in the table
const WORLD = leaflet.latLngBounds([-60, -180], [80, 180]);

const opened = (canvas, words) => {
  const map = leaflet.map(canvas, {
    center: [25, 10],
    zoom: 1,
    minZoom: 0,
    maxZoom: CLOSEST,
    maxBounds: WORLD.pad(0.5),
    zoomControl: false,
    zoomAnimation: false,
    fadeAnimation: false,
    markerZoomAnimation: false,
    worldCopyJump: true,
    scrollWheelZoom: false,
  });
  leaflet.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
  map.attributionControl.setPrefix(false).addAttribution(words.borders);
  canvas.setAttribute('role', 'region');
  canvas.setAttribute('aria-label', words.label);
  return map;
};

// Exchange the coarse outlines for the fine ones when the reader comes near; where those cannot be had, the coarse stay.
const refined = (map, coarse, address) => {
  const exchange = async () => {
    if (map.getZoom() < FINE_FROM) return;
    map.off('zoomend', exchange);
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      const fine = outlines(await answer.json()).addTo(map);
      fine.getLayers().reverse().forEach((layer) => layer.bringToBack()); // borders stay above the land
      coarse.remove();
    } catch (error) {
      console.info('The coarse outlines stay.', error);
    }
  };
  map.on('zoomend', exchange);
  exchange();
};

const draw = (canvas, collection, words, { outlines: address } = {}) => {
  const map = opened(canvas, words);
  const coarse = outlines(near).addTo(map);
  const hasStops = collection.features.length <= MOST_STOPS;
  const places = leaflet.featureGroup(collection.features.filter((one) => one.geometry).map((one) => place(one, words, hasStops)));
  places.addTo(map);
  if (places.getLayers().length) map.fitBounds(places.getBounds().pad(0.4), { maxZoom: 6, animate: false });
  else map.fitBounds(WORLD);
  if (address) refined(map, coarse, address);
  return map;
};

drawAll('map', draw);
