// Keys of the rows of the queue, and the line "n perubahan". A nicety: every one of these has a link or a button.
(function () {
  'use strict';
  var MINUTE = 60000;
  var off = document.body.dataset.huruf === 'mati';

  function rows() { return Array.prototype.slice.call(document.querySelectorAll('.tabel--pilih tbody tr')); }
  function link(row) { return row.querySelector('th a'); }
  function here() { return rows().findIndex(function (row) { return row.contains(document.activeElement); }); }

  function move(by) {
    var all = rows();
    if (!all.length) { return false; }
    var place = Math.min(Math.max(here() + by, 0), all.length - 1);
    link(all[place]).focus();
    if (panel && !panel.hidden) { look(); }
    return true;
  }

  var panel = document.querySelector('[data-intip]'), shown = null;
  function close() {
    if (!panel || panel.hidden) { return false; }
    if (panel.contains(document.activeElement) && shown) { link(shown).focus(); }
    panel.hidden = true;
    return true;
  }
  function look() {
    var row = rows()[here()];
    if (!panel || !row) { return; }
    shown = row;
    var address = panel.dataset.intip + row.querySelector('input[name=pilih]').value.replace(':', '/') + '/';
    fetch(address, { headers: { 'HX-Request': 'true' } }).then(function (answer) {
      return answer.ok && answer.url.endsWith(address) ? answer.text() : '';
    }).then(function (text) {
      panel.querySelector('div').innerHTML = text;
      panel.hidden = !text;
    }).catch(close);
  }
  function toggleLook() {
    if (!close()) { look(); }
    return true;
  }
  if (panel) { panel.querySelector('button').addEventListener('click', close); }

  var last = -1;
  function pick(through) {
    var all = rows(), place = here();
    if (place < 0) { return false; }
    var box = all[place].querySelector('input[name=pilih]');
    var state = !box.checked, from = through && last >= 0 ? Math.min(last, place) : place;
    var to = through && last >= 0 ? Math.max(last, place) : place;
    for (var at = from; at <= to; at += 1) { all[at].querySelector('input[name=pilih]').checked = state; }
    last = place;
    return true;
  }

  // The deadline of the row one stands in; that of a page is opened by ui/tombol.js.
  function count() {
    var row = rows()[here()], told = row && row.querySelector('.hitung > summary');
    if (told) { told.click(); }
    return Boolean(told);
  }

  var KEYS = {
    j: function () { return move(1); },
    k: function () { return move(-1); },
    ' ': toggleLook,
    escape: close,
    d: count,
    x: function (event) { return pick(event.shiftKey); }
  };

  document.addEventListener('keydown', function (event) {
    var where = event.target;
    var writing = where.matches('textarea, select, input:not([type=checkbox]):not([type=radio])') || where.isContentEditable;
    if (off || writing || event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) { return; }
    if (event.key === ' ' && !where.closest('.tabel--pilih th')) { return; }  // elsewhere it presses or turns the page
    var act = KEYS[event.key.toLowerCase()];
    if (act && act(event)) { event.preventDefault(); }
  });

  var news = document.querySelector('[data-perubahan]');
  function ask() {
    if (document.hidden) { return; }
    fetch(news.dataset.perubahan, { headers: { Accept: 'application/json' } }).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (told) {
      if (!told || !told.n) { return; }
      var again = document.createElement('a');
      again.href = window.location.href;
      again.textContent = told.text;
      news.replaceChildren(again);
    }).catch(function () { /* without a signal the page stays as it is */ });
  }
  if (news) { window.setInterval(ask, MINUTE); }
}());
