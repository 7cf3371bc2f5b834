// A timeline: points, spans, open ends as dashes; years before the common era are written, never negative.

import 'vis-timeline/styles/vis-timeline-graph2d.css';
import './timeline.css';
import moment from 'moment';
import { DataSet } from 'vis-data/esnext';
import { Timeline } from 'vis-timeline/esnext';
import { controls } from './parts/controls.js';
import { axisWords, day } from './parts/days.js';
import { drawAll } from './parts/figures.js';

const DAY = 86_400_000; // milliseconds
const OPEN_SHARE = 0.08; // of the whole span: how far an open end is drawn, since nobody says how far it reaches
const STEP = 0.2; // of what is seen, for one key

const content = (entry) => {
  const text = document.createElement(entry.href ? 'a' : 'span');
  if (entry.href) text.href = entry.href;
  text.textContent = entry.words ? `${entry.name}, ${entry.words}` : entry.name;
  return text;
};

const spanOf = (entries) => {
  const days = entries.flatMap((entry) => [day(entry.from), day(entry.to)]).filter(Number.isFinite);
  const [first, last] = [Math.min(...days), Math.max(...days)];
  return { first, last, open: Math.max((last - first) * OPEN_SHARE, 30 * DAY) };
};

const item = (entry, id, open) => {
  const [from, to] = [day(entry.from), day(entry.to)];
  const [hasFrom, hasTo] = [Number.isFinite(from), Number.isFinite(to)];
  const end = hasTo ? to + DAY : from + open;
  const start = hasFrom ? from : to - open;
  const isPoint = hasFrom && hasTo && end - start <= DAY;
  const classes = [!hasFrom && 'open-from', !hasTo && 'open-to', entry.is_uncertain && 'uncertain'].filter(Boolean);
  return {
    id,
    content: content(entry),
    start: new Date(start),
    ...(isPoint ? { type: 'point' } : { end: new Date(end), type: 'range' }),
    className: classes.join(' '),
  };
};

const byKeys = (canvas, timeline) => {
  const move = (share) => {
    const { start, end } = timeline.getWindow();
    const by = (end - start) * share;
    timeline.setWindow(new Date(+start + by), new Date(+end + by), { animation: false });
  };
  const acts = {
    ArrowLeft: () => move(-STEP),
    ArrowRight: () => move(STEP),
    '+': () => timeline.zoomIn(STEP, { animation: false }),
    '-': () => timeline.zoomOut(STEP, { animation: false }),
  };
  canvas.tabIndex = 0;
  canvas.addEventListener('keydown', (event) => {
    if (event.target !== canvas || !acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });
};

const draw = (canvas, { items: entries }, words) => {
  const shown = entries.filter((entry) => Number.isFinite(day(entry.from)) || Number.isFinite(day(entry.to)));
  if (!shown.length) throw new Error('no dates');
  const { first, last, open } = spanOf(shown);
  const margin = Math.max((last - first) * 0.15, 60 * DAY);
  const timeline = new Timeline(canvas, new DataSet(shown.map((entry, id) => item(entry, id, open))), {
    moment: (date) => moment.utc(date),
    format: axisWords(words),
    start: new Date(first - margin - open),
    end: new Date(last + margin + open),
    zoomMin: 7 * DAY,
    zoomMax: 20 * (last - first + 400 * DAY),
    maxHeight: 480,
    margin: { item: { horizontal: 8, vertical: 4 } },
    showCurrentTime: false,
    showTooltips: false,
    selectable: false,
    horizontalScroll: true,
    verticalScroll: true,
    zoomKey: 'ctrlKey',
  });
  canvas.setAttribute('role', 'region');
  canvas.setAttribute('aria-label', words.label);
  byKeys(canvas, timeline);
  const still = { animation: false };
  controls(canvas, [
    [words.in, () => timeline.zoomIn(0.4, still)],
    [words.out, () => timeline.zoomOut(0.4, still)],
    [words.whole, () => timeline.fit(still)],
  ]);
  return timeline;
};

drawAll('timeline', draw);
