// What a page does beyond its links and forms: local times, a question before what cannot be undone, and how fast a job goes.
'use strict';
(() => {
  const time = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'short'});

  function localTimes(root) {
    for (const element of root.querySelectorAll('time[datetime]')) {
      const at = new Date(element.dateTime);
      if (!Number.isNaN(at.getTime())) {
        element.textContent = time.format(at);
        element.title = element.dateTime;
      }
    }
  }

  // By job: where it was when it was first seen, since a server's clock is not this one's.
  const first = new Map();

  function rate(root) {
    for (const live of root.querySelectorAll('[data-live]')) {
      const job = live.dataset.live + ' ' + live.dataset.attempt;
      const rows = Number(live.dataset.rows);
      const now = performance.now();
      const since = first.get(job);
      if (!since || rows < since.rows) {
        first.set(job, {rows, now});
        continue;
      }
      const seconds = (now - since.now) / 1000;
      if (rows === since.rows || seconds < 1) {
        continue;
      }
      const speed = (rows - since.rows) / seconds;
      const left = live.dataset.expected ? (Number(live.dataset.expected) - rows) / speed : NaN;
      live.querySelector('[data-rate]').textContent =
        Math.round(speed).toLocaleString('en') + ' rows/s' + (left > 0 ? ', about ' + duration(left) + ' left' : '');
    }
  }

  function duration(seconds) {
    if (seconds < 90) {
      return Math.ceil(seconds) + ' s';
    }
    return seconds < 5400 ? Math.round(seconds / 60) + ' min' : (seconds / 3600).toFixed(1) + ' h';
  }

  function look(root) {
    localTimes(root);
    rate(root);
  }

  document.addEventListener('submit', event => {
    const asks = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (asks && !window.confirm(asks)) {
      event.preventDefault();
    }
  });

  document.addEventListener('click', async event => {
    const from = event.target.dataset?.copy;
    if (from) {
      const text = document.getElementById(from).textContent;
      try {
        await navigator.clipboard.writeText(text);
        event.target.textContent = 'Copied';
      } catch {
        window.getSelection().selectAllChildren(document.getElementById(from));
      }
    }
  });

  document.addEventListener('console:shown', () => look(document));
  // The server has no more to say of a job that has ended: without this, the end of the stream would be an error.
  document.addEventListener('htmx:sseOpen', event => {
    const source = event.detail.source;
    for (const end of ['completed', 'failed']) {
      source.addEventListener(end, () => source.close());
    }
  });

  document.addEventListener('htmx:afterSwap', event => look(event.detail.elt.parentNode ?? document));

  const here = location.pathname;
  for (const link of document.querySelectorAll('.top nav a')) {
    if (link.pathname === here) {
      link.setAttribute('aria-current', 'page');
    }
  }
  look(document);
})();
