/* Answers kept on the phone while there is no network, for pages and for the worker alike.

   Each report is one row {id, iv, isi, berkas}: AES-GCM under a key the browser made and never gives out again. Inside:
   {id, baru, siap, langkah: {page: [[name, text or {berkas: number, nama, tipe}], …]}, hari: {page: day}}. */
(function (root) {
  "use strict";
  var NAME = "netral-lapor", shut = false;

  function wait(request) {
    return new Promise((done, failed) => {
      request.onsuccess = () => { done(request.result); };
      request.onerror = () => { failed(request.error); };
    });
  }

  function opened() {
    if (shut) return Promise.reject(new Error("closed"));
    var request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("kunci");
      request.result.createObjectStore("laporan", { keyPath: "id" });
    };
    return wait(request).then(db => {
      db.onversionchange = () => { db.close(); };
      return db;
    });
  }

  function within(store, mode, work) {
    return opened().then(db => {
      return wait(work(db.transaction(store, mode).objectStore(store))).finally(() => { db.close(); });
    });
  }

  function key() {
    return within("kunci", "readonly", store => store.get("satu")).then(found => {
      if (found) return found;
      return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
        .then(made => {
          // Another tab may have been faster: the one that is there counts.
          return within("kunci", "readwrite", store => store.add(made, "satu"))
            .then(() => made, key);
        });
    });
  }

  function seal(secret, bytes) {
    var iv = crypto.getRandomValues(new Uint8Array(12));
    return crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, secret, bytes)
      .then(sealed => { return { iv: iv, isi: sealed }; });
  }

  function open(secret, sealed) {
    return crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, secret, sealed.isi);
  }

  function write(report, blobs) {
    return key().then(secret => {
      return Promise.all([
        seal(secret, new TextEncoder().encode(JSON.stringify(report))),
        Promise.all(blobs.map(blob => {
          return blob.arrayBuffer().then(bytes => seal(secret, bytes));
        })),
      ]);
    }).then(parts => {
      var row = { id: report.id, iv: parts[0].iv, isi: parts[0].isi, berkas: parts[1] };
      return within("laporan", "readwrite", store => store.put(row));
    });
  }

  /* [{report, blobs}], the oldest first. What does not open any more is left out. */
  function all() {
    return within("laporan", "readonly", store => store.getAll()).then(rows => {
      if (!rows.length) return [];
      return key().then(secret => {
        return Promise.all(rows.map(row => {
          return Promise.all([open(secret, row)].concat(row.berkas.map(each => open(secret, each))))
            .then(parts => {
              var report = JSON.parse(new TextDecoder().decode(parts[0]));
              return { report: report, blobs: parts.slice(1).map(bytes => new Blob([bytes])) };
            }).catch(() => null);
        }));
      }).then(found => {
        return found.filter(Boolean).sort((a, b) => a.report.sejak - b.report.sejak);
      });
    });
  }

  function fresh() {
    var random = Array.from(crypto.getRandomValues(new Uint8Array(16)), each => {
      return each.toString(16).padStart(2, "0");
    }).join("");
    return { report: { id: "luring-" + random, baru: false, siap: false, sejak: Date.now(), langkah: {}, hari: {} }, blobs: [] };
  }

  /* The report being written: one at a time. */
  function current() {
    return all().then(found => {
      return found.find(each => !each.report.siap) || fresh();
    });
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].join("-");
  }

  /* Puts the answers of one page into a report; files of the page replace those it had. */
  function put(into, page, entries) {
    var kept = [];
    Array.from(entries).forEach(entry => {
      if (entry[0] === "csrfmiddlewaretoken" || entry[0] === "truth") return;
      if (typeof entry[1] === "string") kept.push([entry[0], entry[1]]);
      else if (entry[1].size) {
        kept.push([entry[0], { berkas: into.blobs.length, nama: entry[1].name, tipe: entry[1].type }]);
        into.blobs.push(entry[1]);
      }
    });
    into.report.langkah[page] = kept;
    into.report.hari[page] = today();
    return into;
  }

  /* Blobs nothing points at any more are dropped. */
  function compact(each) {
    var blobs = [];
    Object.keys(each.report.langkah).forEach(page => {
      each.report.langkah[page].forEach(entry => {
        if (typeof entry[1] === "string") return;
        blobs.push(each.blobs[entry[1].berkas]);
        entry[1].berkas = blobs.length - 1;
      });
    });
    each.blobs = blobs;
    return each;
  }

  function save(each) {
    compact(each);
    return write(each.report, each.blobs).then(() => each);
  }

  function remove(id) {
    return within("laporan", "readwrite", store => store.delete(id));
  }

  root.Simpanan = {
    all: all, current: current, put: put, save: save, remove: remove, today: today,
    keep: (page, entries) => current().then(each => save(put(each, page, entries))),
    shut: () => { shut = true; },
  };
})(typeof self === "undefined" ? window : self);
