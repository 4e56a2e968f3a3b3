/* The quick exit: Esc twice presses it, and whatever scripts of ours kept on this phone goes first. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-keluar]"), last = 0;
  if (!form) return;

  function erase() {
    var jobs = [];
    if (window.indexedDB) jobs.push(new Promise(function (done) {
      var request = indexedDB.deleteDatabase("netral-lapor");
      request.onsuccess = request.onerror = request.onblocked = done;
    }));
    if (window.caches) jobs.push(caches.keys().then(function (names) {
      return Promise.all(names.map(function (name) { return caches.delete(name); }));
    }));
    if (navigator.serviceWorker) jobs.push(navigator.serviceWorker.getRegistrations().then(function (all) {
      return Promise.all(all.map(function (each) { return each.unregister(); }));
    }));
    var soon = new Promise(function (done) { setTimeout(done, 400); });
    return Promise.race([Promise.all(jobs).catch(function () {}), soon]);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    document.documentElement.hidden = true;
    window.dispatchEvent(new Event("keluar"));
    erase().then(function () {
      if (navigator.onLine) form.submit();
      else location.replace("about:blank");
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 800) form.requestSubmit ? form.requestSubmit() : form.querySelector("button").click();
    last = event.timeStamp;
  });
})();
