// A network: things and what joins them. The list beside it says the same.

import './network.css';
import cytoscape from 'cytoscape';
import { colours, onTheme } from './parts/colours.js';
import { controls } from './parts/controls.js';
import { drawAll } from './parts/figures.js';

// The library would write its one rule into a style element, which the policy forbids; network.css has it.
const OWN_RULE = '__________cytoscape_stylesheet';
const STEP = 60; // pixels, for one key
const ROW = 34; // pixels, for a name of two lines
const COLUMNS = [0.32, 0.5, 0.68]; // of the width; names have the room outside
const OUTSIDE = 0.29;

const styled = (width) => {
  const beside = { 'text-overflow-wrap': 'whitespace', 'text-valign': 'center', 'text-margin-y': 0, 'text-max-width': OUTSIDE * width };
  const paint = colours();
  const line = { width: 1.5, 'line-color': paint['rule-2'], 'target-arrow-color': paint['rule-2'] };
  return [
    {
      selector: 'node',
      style: {
        label: 'data(name)',
        'font-family': 'sans-serif',
        'font-size': 12,
        'min-zoomed-font-size': 7, // what cannot be read is not written
        color: paint.ink,
        'text-wrap': 'wrap',
        'text-max-width': 130,
        'text-overflow-wrap': 'anywhere',
        'text-valign': 'bottom',
        'text-margin-y': 4,
        'text-background-color': paint.paper,
        'text-background-opacity': 0.8,
        width: 16,
        height: 16,
        'background-color': paint.paper,
        'border-width': 2,
        'border-color': paint.claim,
      },
    },
    { selector: 'node[kind = "event"], node[kind = "proposition"]', style: { shape: 'rectangle' } },
    { selector: 'node[kind = "source"]', style: { shape: 'diamond', 'border-color': paint.ink } },
    { selector: 'node[kind = "actor"]', style: { 'background-color': paint.claim } },
    { selector: 'node[column = 0]', style: { ...beside, 'text-halign': 'left', 'text-margin-x': -5, 'text-justification': 'right' } },
    { selector: 'node[column = 1]', style: { label: 'data(id)', 'text-valign': 'top', 'text-margin-y': -2, width: 12, height: 12 } },
    { selector: 'node[column = 2]', style: { ...beside, 'text-halign': 'right', 'text-margin-x': 5, 'text-justification': 'left' } },
    { selector: 'node.near', style: { label: 'data(name)', 'min-zoomed-font-size': 0, 'font-size': 'data(near)', 'text-background-opacity': 1, 'z-index': 9 } },
    { selector: 'edge', style: { ...line, 'curve-style': 'bezier', 'target-arrow-shape': 'vee', 'arrow-scale': 0.8 } },
    { selector: 'edge[name]', style: { label: 'data(name)', 'font-size': 10, color: paint['ink-2'], 'text-rotation': 'autorotate', 'text-background-color': paint.paper, 'text-background-opacity': 0.8 } },
    { selector: 'edge[kind = "against"], edge[kind = "denies"]', style: { 'line-style': 'dashed', 'line-color': paint.against, 'target-arrow-color': paint.against } },
  ];
};

const byKeys = (canvas, network) => {
  const pan = (x, y) => () => network.panBy({ x, y });
  const zoom = (by) => () => network.zoom({ level: network.zoom() * by, renderedPosition: { x: network.width() / 2, y: network.height() / 2 } });
  const acts = { ArrowLeft: pan(STEP, 0), ArrowRight: pan(-STEP, 0), ArrowUp: pan(0, STEP), ArrowDown: pan(0, -STEP), '+': zoom(1.3), '-': zoom(1 / 1.3) };
  canvas.tabIndex = 0;
  canvas.addEventListener('keydown', (event) => {
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });
  return zoom;
};

const elements = ({ nodes, edges }) => {
  const known = new Set(nodes.map((node) => node.id));
  const joined = edges.filter((edge) => known.has(edge.source) && known.has(edge.target));
  return [
    ...nodes.map((node) => ({ group: 'nodes', data: node })),
    ...joined.map(({ source, target, name, kind }) => ({ group: 'edges', data: { source, target, kind, ...(name && { name }) } })),
  ];
};

// Three columns, as the still drawing of the page has them; what has none is laid out by forces.
const inColumns = (canvas, nodes) => {
  const columns = COLUMNS.map((_, number) => nodes.filter(({ column }) => column === number));
  const height = ROW * Math.max(8, ...columns.map(({ length }) => length + 1));
  Object.assign(canvas.style, { height: `${height}px`, maxHeight: 'none' });
  const places = columns.flatMap((column, number) => column.map(({ id }, at) => [id, { x: COLUMNS[number] * canvas.clientWidth, y: ((at + 0.5) * height) / column.length }]));
  const at = new Map(places);
  return { name: 'preset', positions: (node) => at.get(node.id()), fit: false };
};

const FORCES = { name: 'cose', animate: false, randomize: false, padding: 30, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 110 };

const draw = (canvas, data, words) => {
  if (!document.getElementById(OWN_RULE)) document.head.append(Object.assign(document.createElement('meta'), { id: OWN_RULE }));
  const hasColumns = data.nodes.some(({ column }) => column !== undefined);
  const layout = hasColumns ? inColumns(canvas, data.nodes) : FORCES;
  const network = cytoscape({
    container: canvas,
    elements: elements(data),
    style: styled(canvas.clientWidth),
    layout: { name: 'circle' }, // the forces begin from here, so that the same data give the same drawing
    userZoomingEnabled: false,
    maxZoom: 3,
  });
  network.layout(layout).run();
  const seen = { zoom: network.zoom(), pan: { ...network.pan() } };
  network.on('tap', 'node', (event) => {
    const { href } = event.target.data();
    if (href) location.assign(href);
  });
  network.on('mouseover', 'node', (event) => event.target.data('near', Math.max(12, 13 / network.zoom())).addClass('near'));
  network.on('mouseout', 'node', (event) => event.target.removeClass('near'));
  onTheme(() => network.style(styled(canvas.clientWidth)));
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', words.label);
  const zoom = byKeys(canvas, network);
  controls(canvas, [[words.in, zoom(1.3)], [words.out, zoom(1 / 1.3)], [words.whole, () => network.viewport(seen)]]);
  return network;
};

drawAll('network', draw);
