/* The report pages on a phone that may lose its network. Without this file they work as plain forms. */
(function () {
  "use strict";
  var body = document.querySelector("[data-luring]");
  if (!body || !window.indexedDB || !window.crypto || !crypto.subtle) return;
  var words = body.dataset, shell = document.querySelector("form[data-sekaligus]"), leaving = false;
  var pages = JSON.parse(words.halaman), sending = false, timer = 0;
  var banner = document.querySelector("[data-pita]"), list = document.querySelector("[data-menunggu]");

  if (navigator.serviceWorker) navigator.serviceWorker.register(words.penjaga).catch(() => {});
  window.addEventListener("keluar", () => { leaving = true; clearTimeout(timer); Simpanan.shut(); });

  function network() {
    banner.hidden = navigator.onLine;
    document.querySelectorAll("[data-kirim-sekarang]").forEach(each => { each.disabled = !navigator.onLine; });
  }

  /* The start page as it is now: its token, and whether another draft waits on the server. */
  function start() {
    return fetch(words.mulai, { credentials: "same-origin", cache: "no-store" }).then(answer => {
      return answer.text();
    }).then(html => new DOMParser().parseFromString(html, "text/html"));
  }

  function post(path, data) {
    return fetch(path, { method: "POST", body: data, credentials: "same-origin" });
  }

  /* "Today" was the day it was written: on another day it becomes a date. */
  function dated(entries, written) {
    if (written === Simpanan.today()) return entries;
    var ago = { hari_ini: 0, kemarin: 1 }, out = entries.slice();
    [["act", "act_date"], ["known", "known_on"]].forEach(pair => {
      var at = out.findIndex(entry => entry[0] === pair[0] && entry[1] in ago);
      if (at < 0) return;
      var parts = written.split("-"), day = new Date(parts[0], parts[1] - 1, parts[2] - ago[out[at][1]]);
      out = out.filter(entry => entry[0].indexOf(pair[1]) && entry[0] !== pair[0]);
      out.push([pair[0], "lain"], [pair[1] + "_hari", String(day.getDate())],
        [pair[1] + "_bulan", String(day.getMonth() + 1)], [pair[1] + "_tahun", String(day.getFullYear())]);
    });
    return out;
  }

  function formData(each, page, csrf) {
    var data = new FormData();
    data.append("csrfmiddlewaretoken", csrf);
    data.append("key", each.report.id);
    dated(each.report.langkah[page], each.report.hari[page]).forEach(entry => {
      var value = entry[1];
      if (typeof value === "string") data.append(entry[0], value);
      else data.append(entry[0], new File([each.blobs[value.berkas]], value.nama, { type: value.tipe }));
    });
    return data;
  }

  /* What the server did not take is shown by the server, with everything typed still in it. */
  function show(path, data) {
    var form = document.createElement("form");
    form.method = "post"; form.enctype = "multipart/form-data"; form.action = path; form.hidden = true;
    data.forEach((value, name) => {
      var input = document.createElement("input");
      input.name = name;
      if (typeof value === "string") input.value = value;
      else { var carrier = new DataTransfer(); carrier.items.add(value); input.type = "file"; input.files = carrier.files; }
      form.append(input);
    });
    document.body.append(form);
    form.submit();
  }

  /* The pages of one report in their order, through the same forms as everybody's; then the report itself. */
  function send(each) {
    var csrf, next = words.mulai;
    sending = true;
    return start().then(page => {
      csrf = page.querySelector("[name=csrfmiddlewaretoken]").value;
      if (!each.report.baru) return null;
      if (page.querySelector("[data-draf]") && !confirm(words.tanya)) throw new Error("kept");
      var data = new FormData();
      data.append("csrfmiddlewaretoken", csrf); data.append("baru", "ya"); data.append("key", each.report.id);
      return post(words.mulai, data);
    }).then(() => {
      return Object.keys(pages).filter(page => each.report.langkah[page]).reduce((before, page) => {
        return before.then(stopped => {
          if (stopped) return true;
          var data = formData(each, page, csrf);
          return post(pages[page], data).then(answer => {
            if (answer.status === 422) {
              delete each.report.langkah[page];
              each.report.baru = false;
              return Simpanan.save(each).then(() => { show(pages[page], data); return true; });
            }
            if (!answer.ok) throw new Error(String(answer.status));
            next = answer.url;
            return false;
          });
        });
      }, Promise.resolve(false));
    }).then(stopped => {
      if (stopped) return null;
      if (!each.report.siap) return Simpanan.remove(each.report.id).then(() => { location.assign(next); });
      var data = new FormData();
      data.append("csrfmiddlewaretoken", csrf); data.append("truth", "on");
      return post(words.periksa, data).then(answer => {
        if (answer.status >= 500) throw new Error(String(answer.status));
        // Not taken as it is: everything stands on the server now, and its last page says what to do.
        return Simpanan.remove(each.report.id).then(() => {
          location.assign(answer.redirected ? answer.url : words.periksa);
        });
      });
    }).catch(() => { sending = false; network(); });
  }

  function row(each) {
    var item = document.createElement("li"), text = document.createElement("span"), now = document.createElement("button");
    var away = document.createElement("button");
    text.textContent = each.report.siap ? words.menungguKata : words.drafKata;
    now.textContent = words.kirim; now.className = "btn btn--kecil"; now.type = "button"; now.dataset.kirimSekarang = "";
    now.addEventListener("click", () => { send(each); });
    away.textContent = words.hapus; away.className = "btn btn--t btn--kecil"; away.type = "button";
    away.addEventListener("click", () => { Simpanan.remove(each.report.id).then(() => { location.reload(); }); });
    item.append(text, now, away);
    return item;
  }

  function waiting() {
    return Simpanan.all().then(found => {
      var shown = found.filter(each => !shell || each.report.siap);
      list.querySelector("ul").replaceChildren.apply(list.querySelector("ul"), shown.map(row));
      list.hidden = !shown.length;
      network();
      return found;
    });
  }

  function fill(each) {
    Object.keys(each.report.langkah).forEach(page => {
      each.report.langkah[page].forEach(entry => {
        shell.querySelectorAll('[name="' + entry[0] + '"]').forEach(field => {
          if (field.type === "checkbox" || field.type === "radio") field.checked = field.checked || field.value === entry[1];
          else if (field.type !== "file") field.value = entry[1];
        });
      });
    });
  }

  /* The pages somebody touched or that hold something; the others are left to the server's own draft. */
  function gathered(each) {
    shell.querySelectorAll("fieldset[data-langkah]").forEach(part => {
      var entries = [];
      part.querySelectorAll("input,textarea").forEach(field => {
        if (field.type === "file") Array.from(field.files).forEach(file => { entries.push([field.name, file]); });
        else if (field.type === "checkbox" || field.type === "radio") { if (field.checked) entries.push([field.name, field.value]); }
        else if (field.value) entries.push([field.name, field.value]);
      });
      var before = (each.report.langkah[part.dataset.langkah] || []).filter(entry => typeof entry[1] !== "string");
      var files = entries.some(entry => typeof entry[1] !== "string");
      if (!files) before.forEach(entry => {
        entries.push([entry[0], new File([each.blobs[entry[1].berkas]], entry[1].nama, { type: entry[1].tipe })]);
      });
      if (entries.length) Simpanan.put(each, part.dataset.langkah, entries);
      else delete each.report.langkah[part.dataset.langkah];
    });
    return each;
  }

  function keepShell(ready) {
    if (leaving) return Promise.reject(new Error("leaving"));
    return Simpanan.current().then(each => {
      each.report.baru = each.report.baru || !Object.keys(each.report.langkah).length;
      each.report.siap = ready;
      return Simpanan.save(gathered(each));
    });
  }

  if (shell) {
    Simpanan.current().then(fill);
    shell.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => { keepShell(false); }, 400); });
    shell.addEventListener("submit", event => {
      event.preventDefault();
      clearTimeout(timer);
      if (!shell.reportValidity()) return;
      keepShell(true).then(each => {
        shell.hidden = true;
        return waiting().then(() => {
          list.tabIndex = -1;
          list.focus();
          if (navigator.onLine) send(each);
        });
      });
    });
  }
  document.querySelectorAll("form[data-langkah]").forEach(form => {
    form.addEventListener("submit", event => {
      if (navigator.onLine) return;
      event.preventDefault();
      Simpanan.keep(form.dataset.langkah, new FormData(form)).then(() => { location.assign(words.sekaligus); });
    });
  });
  window.addEventListener("offline", network);
  window.addEventListener("online", () => {
    network();
    if (shell && !sending) Simpanan.all().then(found => {
      var ready = found.find(each => each.report.siap);
      if (ready) send(ready);
    });
  });
  waiting();
})();
