// Adds a theme button; without script the page follows the reader's system.
(function () {
  'use strict';
  const root = document.documentElement;
  const button = document.querySelector('[data-theme-button]');
  const next = { auto: 'light', light: 'dark', dark: 'auto' };
  const kept = () => { try { return localStorage.getItem('theme'); } catch { return null; } };
  const keep = (theme) => { try { localStorage.setItem('theme', theme); } catch { /* kept for this page alone */ } };
  let now = next[kept()] ? kept() : 'auto';
  const show = () => {
    if (now === 'auto') root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', now);
    if (button) button.textContent = button.dataset.words + ': ' + now;
  };
  show();
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', () => { now = next[now]; keep(now); show(); });
})();
