/* Sends files in pieces, over tus 1.0: the fingerprint and a light version at once, the original as the signal allows.
   Without it the same control sends its files with the form. No other site is asked, nothing is kept on the phone. */
(function () {
  "use strict";
  var place = document.querySelector("[data-unggah]"), control = place && place.querySelector("input[type=file]");
  if (!control || !window.fetch || !window.Worker || !window.Promise) return;
  var says = place.dataset, list = document.createElement("ul"), busy = 0, insists = false;
  var SMALL = 262144, LARGE = 4194304, WANTED = 4000, LIGHT = 400000, EDGE = 1280;
  list.className = "bkt";
  list.setAttribute("aria-live", "polite");
  place.appendChild(list);
  control.addEventListener("change", function () {
    if (navigator.onLine === false) return; /* then the form keeps them */
    var all = Array.prototype.slice.call(control.files), stay = all.filter(withForm), rest = carrier(stay);
    var files = all.filter(function (file) { return !withForm(file); }), left = files.length;
    if (stay.length && !rest) return; /* they cannot be told apart here: all go with the form */
    files.forEach(function (file) {
      one(file, row(file), function () { /* the house knows of them all: the form need not send them once more */
        if (--left || control.files[0] !== all[0]) return;
        if (rest) control.files = rest.files;
        else control.value = "";
      });
    });
  });
  if (control.form && "tahan" in says) control.form.addEventListener("submit", function (event) {
    if (!busy || insists) return;
    event.preventDefault(); /* once: whoever presses again goes on, and the original follows later */
    insists = true;
    var note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.textContent = says.tahan;
    place.appendChild(note);
  });

  function withForm(file) { /* a photo whose place may not be kept: the house takes it out before it keeps the photo */
    if (!says.fotoBila || !/^image\//.test(file.type)) return false;
    var asked = says.fotoBila.split("="), chosen = control.form.querySelector('[name="' + asked[0] + '"]:checked');
    return !chosen || chosen.value !== asked[1];
  }
  function carrier(files) {
    if (!files.length) return null;
    try {
      var held = new DataTransfer();
      files.forEach(function (file) { held.items.add(file); });
      return held;
    } catch (missing) { return null; }
  }
  function row(file) {
    var item = document.createElement("li"), name = document.createElement("b"), state = document.createElement("span");
    item.className = "bkt__hal";
    state.className = "meta";
    name.textContent = file.name;
    item.appendChild(name);
    item.appendChild(state);
    list.appendChild(item);
    return function (text, kind) { state.textContent = " " + text; state.className = kind || "meta"; };
  }
  function percent(text, part) { return text.replace("{}", Math.floor(100 * part) + "%"); }
  function wait(time) {
    return new Promise(function (done) {
      var timer = setTimeout(go, time);
      function go() { clearTimeout(timer); window.removeEventListener("online", go); done(); }
      window.addEventListener("online", go);
    });
  }
  function fingerprint(file, tell) {
    return new Promise(function (done, fail) {
      var worker = new Worker(says.pekerja);
      function end(hash) { worker.terminate(); if (hash) done(hash); else fail(new Error(says.gagal)); }
      worker.onmessage = function (event) {
        if ("hash" in event.data) end(event.data.hash);
        else tell(event.data.part / file.size);
      };
      worker.onerror = function () { end(""); };
      worker.postMessage(file);
    });
  }
  function hex(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (x) { return ("0" + x.toString(16)).slice(-2); }).join("");
  }
  function hashed(file, tell) { /* the browser's own is faster, but wants the file whole in memory */
    if (window.crypto && crypto.subtle && file.size <= 33554432)
      return file.arrayBuffer().then(function (all) { return crypto.subtle.digest("SHA-256", all); }).then(hex);
    return fingerprint(file, tell);
  }
  function base64(text) {
    return btoa(unescape(encodeURIComponent(text)));
  }
  function ask(method, address, headers, body) {
    headers["Tus-Resumable"] = "1.0.0";
    return fetch(address, { method: method, headers: headers, body: body, credentials: "same-origin", redirect: "error" });
  }
  function refused(answer) { /* what the house says, or what it is when it says nothing */
    return answer.json().then(
      function (said) { throw new Stop(said.errors[0].message); },
      function () { throw new Stop(says.gagal); }
    );
  }
  function Stop(message) { this.message = message; }
  function passing(status) { return status === 423 || status === 507 || status >= 500; }
  function begin(file, values, whole) {
    values.filename = file.name || "ringan.jpg";
    (says.untuk || "").split(" ").forEach(function (pair) {
      if (pair) values[pair.split("=")[0]] = pair.split("=")[1] || "";
    });
    var told = Object.keys(values).map(function (name) { return name + " " + base64(values[name]); }).join(",");
    var headers = { "Upload-Length": String(file.size), "Upload-Metadata": told };
    if (whole) headers["Content-Type"] = "application/offset+octet-stream";
    return again(function () { return ask("POST", says.alamat, headers, whole ? file : undefined); }).then(function (answer) {
      return answer.ok ? new URL(answer.headers.get("Location")).pathname : refused(answer);
    });
  }
  function again(act, pause) { /* until there is an answer that counts */
    pause = pause || 1000;
    function later() { return wait(pause).then(function () { return again(act, Math.min(2 * pause, 30000)); }); }
    return act().then(function (answer) { return passing(answer.status) ? later() : answer; }, function (problem) {
      if (problem instanceof Stop) throw problem;
      return later();
    });
  }
  function light(file) { /* a small picture of a large one; nothing where the browser cannot read it */
    if (!/^image\//.test(file.type) || file.size < LIGHT || !window.createImageBitmap) return Promise.resolve(null);
    return createImageBitmap(file).then(function (image) {
      var share = Math.min(1, EDGE / Math.max(image.width, image.height)), canvas = document.createElement("canvas");
      canvas.width = Math.round(image.width * share);
      canvas.height = Math.round(image.height * share);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) { canvas.toBlob(done, "image/jpeg", 0.7); });
    }).catch(function () { return null; });
  }
  function stands(address) {
    return again(function () { return ask("HEAD", address, {}); }).then(function (answer) {
      return answer.ok ? Number(answer.headers.get("Upload-Offset")) : refused(answer);
    });
  }
  function send(file, address, offset, size, tell) {
    if (offset >= file.size) return Promise.resolve();
    tell(offset / file.size);
    var began = Date.now(), headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
    return ask("PATCH", address, headers, file.slice(offset, offset + size)).then(function (answer) {
      var at = answer.headers.get("Upload-Offset");
      if (answer.ok || (answer.status === 409 && at !== null)) {
        var took = Date.now() - began, next = took < WANTED / 2 ? 2 * size : took > WANTED ? size / 2 : size;
        return send(file, address, Number(at), Math.max(SMALL, Math.min(LARGE, next)), tell);
      }
      return passing(answer.status) ? wait(2000).then(resume) : refused(answer);
    }, function () { return wait(2000).then(resume); });
    function resume() {
      return stands(address).then(function (at) { return send(file, address, at, SMALL, tell); });
    }
  }
  function one(file, tell, known) {
    busy++;
    tell(says.menghitung);
    return hashed(file, function (part) { tell(percent(says.menghitung, part)); }).then(function (hash) {
      return begin(file, { sha256: hash }).then(function (address) {
        known();
        tell(says.tercatat, "bkt__baik");
        return light(file).then(function (small) {
          return small && begin(small, { ringan: hash }, true).catch(function () { return null; });
        }).then(function () { return stands(address); }).then(function (at) {
          return send(file, address, at, SMALL, function (part) { tell(percent(says.mengirim, part)); });
        });
      });
    }).then(function () { tell(says.selesai, "bkt__baik"); }, function (problem) {
      tell(problem.message || says.gagal, "galat");
    }).then(function () { busy--; });
  }
})();
