// Sends an archive to the API file by file: the manifest first, then what it names, each again after a broken line.
'use strict';
(() => {
  const AT_ONCE = 2, TRIES = 6, LARGEST_MANIFEST = 32 * 1024 * 1024;
  let sending = false;

  /** An archive's members by their path in it, each {size, blob()}. */
  function archive(members) {
    const manifests = [...members.keys()].filter(path => path === 'manifest.json' || path.endsWith('/manifest.json'));
    if (manifests.length === 0) {
      throw new Error('There is no manifest.json in it, so this is no archive of Decant.');
    }
    const shortest = manifests.reduce((one, other) => (other.length < one.length ? other : one));
    const root = shortest.slice(0, -'manifest.json'.length);
    const found = new Map();
    members.forEach((member, path) => {
      if (path.startsWith(root)) {
        found.set(path.slice(root.length), member);
      }
    });
    return found;
  }

  function plain(file) {
    return {size: file.size, blob: async () => file};
  }

  async function ofFiles(files) {
    const list = [...files];
    if (list.length === 1 && !list[0].webkitRelativePath) {
      return archive(await Zip.read(list[0]));
    }
    return archive(new Map(list.map(file => [file.webkitRelativePath || file.name, plain(file)])));
  }

  async function ofDrop(transfer) {
    const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
    if (entries.length === 1 && entries[0].isFile) {
      return ofFiles([await file(entries[0])]);
    }
    const members = new Map();
    for (const entry of entries) {
      await walk(entry, members);
    }
    return archive(members);
  }

  const file = entry => new Promise((resolve, reject) => entry.file(resolve, reject));

  async function walk(entry, members) {
    if (entry.isFile) {
      members.set(entry.fullPath.replace(/^\//, ''), plain(await file(entry)));
      return;
    }
    const reader = entry.createReader();
    // Gives a hundred at a time.
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) {
        return;
      }
      for (const each of some) {
        await walk(each, members);
      }
    }
  }

  async function begin(drop, choose) {
    const message = drop.querySelector('[data-drop-message]');
    message.hidden = true;
    if (sending) {
      return;
    }
    sending = true;
    try {
      const members = await choose();
      if (!document.querySelector('[data-restore]')) {
        await openRestore(members);
      }
      await send(members);
    } catch (failed) {
      const at = document.querySelector('[data-drop-message]') ?? message;
      at.textContent = failed.message;
      at.hidden = false;
    } finally {
      sending = false;
    }
  }

  /** The manifest opens the restore, whose page then takes the place of this one. */
  async function openRestore(members) {
    const manifest = members.get('manifest.json');
    if (manifest.size > LARGEST_MANIFEST) {
      throw new Error('This manifest.json is larger than any that Decant writes.');
    }
    const answer = await fetch('/restore', {method: 'POST', body: await manifest.blob(), headers: {'Content-Type': 'application/json'}});
    if (!answer.ok) {
      throw new Error(await detail(answer));
    }
    const page = '/console/restores/' + (await answer.json()).jobId;
    await show(page);
    history.pushState(null, '', page);
  }

  async function show(page) {
    const answer = await fetch(page);
    const text = await answer.text();
    const next = new DOMParser().parseFromString(text, 'text/html');
    document.title = next.title;
    document.getElementById('main').replaceChildren(...next.getElementById('main').childNodes);
    document.dispatchEvent(new CustomEvent('console:shown'));
    htmx.process(document.getElementById('main'));
  }

  async function detail(answer) {
    try {
      const problem = await answer.json();
      return [problem.detail ?? problem.title, ...(problem.details ?? [])].join(' ');
    } catch {
      return 'The server answered ' + answer.status + '.';
    }
  }

  async function send(members) {
    const id = document.querySelector('[data-restore]').dataset.restore;
    const rows = [...document.querySelectorAll('[data-path]')].filter(row => row.dataset.uploaded !== 'true');
    const gone = rows.filter(row => !members.has(row.dataset.path));
    gone.forEach(row => say(row, 'not in what you chose', true));
    const queue = rows.filter(row => members.has(row.dataset.path));
    let failed = gone.length;
    const work = async () => {
      for (let row = queue.shift(); row; row = queue.shift()) {
        try {
          await one(id, row, members.get(row.dataset.path));
        } catch (refused) {
          failed++;
          say(row, refused.message, true);
        }
        sum();
      }
    };
    if (members.has('manifest.sig')) {
      await put(id, 'manifest.sig', await members.get('manifest.sig').blob(), () => {});
    }
    await Promise.all(Array.from({length: AT_ONCE}, work));
    if (failed > 0) {
      throw new Error(failed + (failed === 1 ? ' file is' : ' files are') + ' still missing. Choose the archive again to send what is.');
    }
    await show('/console/restores/' + id);
    document.getElementById('how')?.scrollIntoView({block: 'nearest'});
    document.getElementById('main').focus();
  }

  async function one(id, row, member) {
    const bar = document.createElement('progress');
    bar.max = Math.max(1, member.size);
    bar.value = 0;
    bar.setAttribute('aria-label', 'Upload of ' + row.dataset.path);
    row.querySelector('.upload-state').before(bar);
    try {
      const blob = await member.blob();
      for (let tried = 1; ; tried++) {
        say(row, tried === 1 ? 'on its way' : 'on its way again', false);
        const answer = await put(id, row.dataset.path, blob, done => { bar.value = done; });
        if (answer.ok) {
          row.dataset.uploaded = 'true';
          say(row, 'here', false);
          return;
        }
        if (!answer.again || tried === TRIES) {
          throw new Error(answer.detail);
        }
        bar.value = 0;
        const wait = Math.min(15, 2 ** (tried - 1));
        say(row, answer.detail + ' Again in ' + wait + ' s.', true);
        await new Promise(resolve => setTimeout(resolve, wait * 1000));
      }
    } finally {
      bar.remove();
    }
  }

  /** By XMLHttpRequest, since fetch does not tell how much has been sent. */
  function put(id, path, blob, progress) {
    return new Promise(resolve => {
      const request = new XMLHttpRequest();
      request.open('PUT', '/restore/' + id + '/files/' + path.split('/').map(encodeURIComponent).join('/'));
      request.upload.onprogress = event => progress(event.loaded);
      request.onerror = () => resolve({ok: false, again: true, detail: 'The line broke.'});
      request.onload = () => {
        const ok = request.status === 204;
        let problem = {};
        try {
          problem = ok ? {} : JSON.parse(request.responseText);
        } catch {
          // Something between here and the service has answered.
        }
        resolve({ok, again: request.status >= 500 || request.status === 429 || request.status === 408,
          detail: problem.code === 'content-mismatch' ? 'not the file that the manifest names' : problem.detail ?? 'The server answered ' + request.status + '.'});
      };
      request.send(blob);
    });
  }

  function say(row, text, bad) {
    const state = row.querySelector('.upload-state');
    state.textContent = text;
    state.classList.toggle('bad', bad);
  }

  function sum() {
    const all = document.querySelectorAll('[data-path]').length;
    const there = document.querySelectorAll('[data-path][data-uploaded=true]').length;
    document.getElementById('upload-sum').textContent = there + ' of ' + all + ' files are here.';
  }

  document.addEventListener('change', event => {
    if (event.target.matches('[data-drop] input[type=file]') && event.target.files.length > 0) {
      const files = [...event.target.files];
      begin(event.target.closest('[data-drop]'), () => ofFiles(files));
      event.target.value = '';
    }
  });
  // Anywhere on the page: a file that is dropped beside the field would else be opened instead of the page.
  document.addEventListener('dragover', event => {
    const drop = document.querySelector('[data-drop]');
    if (drop) {
      event.preventDefault();
      drop.classList.add('over');
    }
  });
  document.addEventListener('dragleave', () => document.querySelector('[data-drop]')?.classList.remove('over'));
  document.addEventListener('drop', event => {
    const drop = document.querySelector('[data-drop]');
    if (drop) {
      event.preventDefault();
      drop.classList.remove('over');
      begin(drop, () => ofDrop(event.dataTransfer));
    }
  });
  window.addEventListener('beforeunload', event => {
    if (sending) {
      event.preventDefault();
    }
  });
})();
