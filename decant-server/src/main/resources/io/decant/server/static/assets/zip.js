// Reads a zip's directory, and gives out its members as slices of the file: nothing is read before it is sent.
'use strict';
const Zip = (() => {
  const END = 0x06054b50, END64 = 0x06064b50, END64_AT = 0x07064b50, ENTRY = 0x02014b50, LOCAL = 0x04034b50;

  async function view(file, from, to) {
    return new DataView(await file.slice(from, to).arrayBuffer());
  }

  function big(data, at) {
    return Number(data.getBigUint64(at, true));
  }

  /** Where the directory is, and how many members it has. */
  async function directory(file) {
    const from = Math.max(0, file.size - 65557);
    const tail = await view(file, from, file.size);
    for (let at = tail.byteLength - 22; at >= 0; at--) {
      if (tail.getUint32(at, true) !== END) {
        continue;
      }
      if (at >= 20 && tail.getUint32(at - 20, true) === END64_AT) {
        const end = big(tail, at - 12);
        const end64 = await view(file, end, end + 56);
        if (end64.getUint32(0, true) === END64) {
          return {count: big(end64, 32), size: big(end64, 40), at: big(end64, 48)};
        }
      }
      return {count: tail.getUint16(at + 10, true), size: tail.getUint32(at + 12, true), at: tail.getUint32(at + 16, true)};
    }
    throw new Error('This is no zip file, or it was cut off.');
  }

  /** Members by name; each is {size, blob()}. */
  async function read(file) {
    const where = await directory(file);
    const data = await view(file, where.at, where.at + where.size);
    const members = new Map();
    let at = 0;
    for (let i = 0; i < where.count; i++) {
      if (data.getUint32(at, true) !== ENTRY) {
        throw new Error('The directory of this zip is damaged.');
      }
      const names = data.getUint16(at + 28, true), extras = data.getUint16(at + 30, true);
      const entry = {
        encrypted: (data.getUint16(at + 8, true) & 1) === 1,
        method: data.getUint16(at + 10, true),
        packed: data.getUint32(at + 20, true),
        size: data.getUint32(at + 24, true),
        at: data.getUint32(at + 42, true),
      };
      const name = new TextDecoder().decode(new Uint8Array(data.buffer, at + 46, names));
      large(entry, data, at + 46 + names, extras);
      if (!name.endsWith('/')) {
        members.set(name, {size: entry.size, blob: () => open(file, entry)});
      }
      at += 46 + names + extras + data.getUint16(at + 32, true);
    }
    return members;
  }

  /** Numbers beyond 4 GB stand in an extra field. */
  function large(entry, data, from, length) {
    let at = from;
    while (at + 4 <= from + length) {
      const size = data.getUint16(at + 2, true);
      if (data.getUint16(at, true) === 1) {
        let next = at + 4;
        for (const what of ['size', 'packed', 'at']) {
          if (entry[what] === 0xffffffff) {
            entry[what] = big(data, next);
            next += 8;
          }
        }
      }
      at += 4 + size;
    }
  }

  async function open(file, entry) {
    if (entry.encrypted || (entry.method !== 0 && entry.method !== 8)) {
      throw new Error('This zip is packed in a way that a browser cannot unpack. Unpack it, and choose the folder.');
    }
    const local = await view(file, entry.at, entry.at + 30);
    if (local.getUint32(0, true) !== LOCAL) {
      throw new Error('This zip is damaged.');
    }
    const from = entry.at + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    const bytes = file.slice(from, from + entry.packed);
    return entry.method === 0
      ? bytes
      : new Response(bytes.stream().pipeThrough(new DecompressionStream('deflate-raw'))).blob();
  }

  return {read};
})();
