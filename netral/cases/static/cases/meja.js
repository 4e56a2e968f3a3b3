// Keys of the queue and of a case, and the line "n perubahan". A nicety: every one of these has a link or a button.
(function () {
  'use strict';
  var OFF = 'netral-pintasan-mati';
  var MINUTE = 60000;

  function off() { try { return localStorage.getItem(OFF) === 'ya'; } catch (problem) { return false; } }
  function rows() { return Array.prototype.slice.call(document.querySelectorAll('.tabel--pilih tbody tr')); }
  function link(row) { return row.querySelector('th a'); }
  function here() { return rows().findIndex(function (row) { return row.contains(document.activeElement); }); }

  function move(by) {
    var all = rows();
    if (!all.length) {
      var way = document.querySelector(by > 0 ? 'a[rel=next].ikon-btn' : 'a[rel=prev].ikon-btn');
      if (way) { way.click(); }
      return;
    }
    var place = Math.min(Math.max(here() + by, 0), all.length - 1);
    link(all[place]).focus();
    if (panel && !panel.hidden) { look(); }
  }

  var panel = document.querySelector('[data-intip]');
  function close() { panel.hidden = true; }
  function look() {
    var row = rows()[here()];
    if (!panel || !row) { return; }
    var address = panel.dataset.intip + row.querySelector('input[name=pilih]').value.replace(':', '/') + '/';
    fetch(address, { headers: { 'HX-Request': 'true' } }).then(function (answer) {
      return answer.ok && answer.url.endsWith(address) ? answer.text() : '';
    }).then(function (text) {
      panel.querySelector('div').innerHTML = text;
      panel.hidden = !text;
    }).catch(close);
  }
  function toggleLook() { if (panel && !panel.hidden) { close(); } else { look(); } }
  if (panel) { panel.querySelector('button').addEventListener('click', close); }

  var last = -1;
  function pick(through) {
    var all = rows(), place = here();
    if (place < 0) { return; }
    var box = all[place].querySelector('input[name=pilih]');
    var state = !box.checked, from = through && last >= 0 ? Math.min(last, place) : place;
    var to = through && last >= 0 ? Math.max(last, place) : place;
    for (var at = from; at <= to; at += 1) { all[at].querySelector('input[name=pilih]').checked = state; }
    last = place;
  }

  // Whatever a page offers under a key it says itself, so that nothing is announced and does not work.
  function offered(key) { return document.querySelector('a[aria-keyshortcuts="' + key.toUpperCase() + '"]'); }
  function count() {
    var told = (document.activeElement.closest('tr') || document).querySelector('.hitung > summary, .strip__rinci > summary');
    if (told) { told.click(); }
  }

  var KEYS = {
    j: function () { move(1); },
    k: function () { move(-1); },
    ' ': toggleLook,
    escape: function () { if (panel) { close(); } },
    d: count,
    x: function (event) { pick(event.shiftKey); },
    '/': function () { var box = document.getElementById('saring-q') || document.getElementById('rel-q'); if (box) { box.focus(); } },
    '?': function () { var help = document.querySelector('[data-pintasan]'); if (help) { help.click(); } }
  };

  document.addEventListener('keydown', function (event) {
    var where = event.target;
    var writing = where.matches('textarea, select, input:not([type=checkbox]):not([type=radio])') || where.isContentEditable;
    if (off() || writing || event.ctrlKey || event.altKey || event.metaKey) { return; }
    if (event.key === ' ' && !where.closest('.tabel--pilih th')) { return; }  // elsewhere it presses or turns the page
    var act = KEYS[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(event); return; }
    var way = /^[1-9a-z]$/i.test(event.key) && offered(event.key);
    if (way) { event.preventDefault(); way.click(); }
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

  var toggle = document.querySelector('[data-sakelar]');
  function say() { toggle.querySelector('[role=status]').textContent = off() ? toggle.dataset.mati : toggle.dataset.hidup; }
  if (toggle) {
    toggle.hidden = false;
    say();
    toggle.querySelector('button').addEventListener('click', function () {
      try { localStorage.setItem(OFF, off() ? 'tidak' : 'ya'); } catch (problem) { /* nothing to remember it with */ }
      say();
    });
  }
}());
