// A chart of numbers: bars from nought, each with its name and its number. No axis is cut.

import './chart.css';
import { drawAll } from './parts/figures.js';

const NAMESPACE = 'http://www.w3.org/2000/svg';
const MOST = 60; // rows; the table holds all of them

const bar = (share, isNegative) => {
  const svg = document.createElementNS(NAMESPACE, 'svg');
  const rectangle = document.createElementNS(NAMESPACE, 'rect');
  svg.setAttribute('class', 'chart-track');
  svg.setAttribute('aria-hidden', 'true');
  rectangle.setAttribute('width', `${(share * 100).toFixed(2)}%`);
  rectangle.setAttribute('height', '100%');
  if (isNegative) rectangle.setAttribute('class', 'negative');
  svg.append(rectangle);
  return svg;
};

const row = ({ name, value, href }, largest) => {
  const item = document.createElement('li');
  const text = document.createElement(href ? 'a' : 'span');
  if (href) text.href = href;
  text.textContent = name;
  const number = document.createElement('b');
  number.textContent = value.toLocaleString(document.documentElement.lang);
  item.append(text, bar(largest ? Math.abs(value) / largest : 0, value < 0), number);
  return item;
};

const draw = (canvas, { rows, title }, words) => {
  const list = document.createElement('ul');
  list.className = 'chart';
  list.setAttribute('aria-label', title ? `${words.label}: ${title}` : words.label);
  const largest = Math.max(...rows.map((one) => Math.abs(one.value)));
  list.append(...rows.slice(0, MOST).map((one) => row(one, largest)));
  if (title) canvas.append(Object.assign(document.createElement('p'), { className: 'lab', textContent: title }));
  canvas.append(list);
  if (rows.length > MOST && words.first) {
    const note = document.createElement('p');
    note.className = 'meta';
    note.textContent = words.first.replace('{n}', String(MOST));
    canvas.append(note);
  }
  return list;
};

drawAll('chart', draw);
