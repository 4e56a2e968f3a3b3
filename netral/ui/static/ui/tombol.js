// Keys of the workspace. A nicety: a key only presses a link or finds a button that stands on the page anyway, and the
// page itself says which (aria-keyshortcuts). Nothing is sent, signed, erased or opened by one key alone: a button is
// only given the focus.
(function () {
  'use strict';
  var off = document.body.dataset.huruf === 'mati';
  var WAIT = 1500, PAUSE = 180;  // milliseconds: for the letter after G, and for the next letter of a search

  function writing(where) {
    return where.matches('textarea, select, input:not([type=checkbox]):not([type=radio])') || where.isContentEditable;
  }
  function one(selector) { return document.querySelector(selector); }
  function offered(key) {
    var all = document.querySelectorAll('[aria-keyshortcuts~="' + key + '"]');
    var usable = Array.prototype.filter.call(all, function (each) { return each.matches('a, button, summary, input'); });
    return usable.filter(function (each) { return each.closest('main'); })[0] || usable[0];
  }

  // What is switched off is not announced either; keys with Ctrl or Alt stay.
  if (off) {
    document.querySelectorAll('[aria-keyshortcuts]').forEach(function (each) {
      var left = each.getAttribute('aria-keyshortcuts').split(' ').filter(function (key) { return /Control|Alt/.test(key); });
      if (left.length) { each.setAttribute('aria-keyshortcuts', left.join(' ')); } else { each.removeAttribute('aria-keyshortcuts'); }
    });
  }

  function press(what) {
    if (what.matches('a, summary')) { what.click(); } else { what.focus(); }
    if (what.matches('summary')) { what.focus(); }
    if (what.select) { what.select(); }
    return true;
  }

  // ---- The palette: the same page as its link leads to, in a box over this one
  var way = one('[data-palet]'), box = null, asking = 0;
  var early = null;  // what is written before the box is there goes into it, and is no key of the page
  function palette() {
    if (!way || !window.HTMLDialogElement) { return way && press(way); }
    if (box && box.open) { box.close(); return; }
    early = '';
    fetch(way.href, { headers: { 'HX-Request': 'true' } }).then(function (answer) {
      if (!answer.ok || answer.redirected) { throw answer; }
      return answer.text();
    }).then(show).catch(function () { early = null; way.click(); });
  }
  function show(text) {
    if (!box) {
      box = document.createElement('dialog');
      box.className = 'palet';
      box.setAttribute('aria-label', way.textContent);
      box.addEventListener('keydown', walk);
      box.addEventListener('click', function (event) { if (event.target === box) { box.close(); } });
      document.body.appendChild(box);
    }
    box.innerHTML = text;
    var form = box.querySelector('form'), later = 0;
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      var first = box.querySelector('[data-palet-baris] a');
      if (first && !later) { first.click(); } else { look(form); later = 0; }
    });
    form.addEventListener('input', function () {
      window.clearTimeout(later);
      later = window.setTimeout(function () { look(form); later = 0; }, PAUSE);
    });
    box.showModal();
    form.elements.q.value = early;
    form.elements.q.focus();
    if (early) { look(form); }
    early = null;
  }
  function look(form) {
    var mine = asking += 1;
    fetch(form.action, { method: 'POST', body: new FormData(form), headers: { 'HX-Request': 'true' } }).then(function (answer) {
      return answer.ok && !answer.redirected ? answer.text() : '';
    }).then(function (text) {
      if (mine === asking && text) { box.querySelector('[data-palet-baris]').innerHTML = text; }
    }).catch(function () { /* without a signal the lines stay as they are */ });
  }
  function walk(event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') { return; }
    var stops = [box.querySelector('[name=q]')].concat(Array.prototype.slice.call(box.querySelectorAll('[data-palet-baris] a')));
    var place = stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
    event.preventDefault();
    stops[Math.min(Math.max(place, 0), stops.length - 1)].focus();
  }

  // ---- Marks of exhibits in a text: what stands in the list as words becomes buttons that write them
  var field = null;
  document.addEventListener('focusin', function (event) { if (event.target.matches('textarea')) { field = event.target; } });
  document.querySelectorAll('[data-sisip] li > b').forEach(function (word) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn--2 btn--kecil';
    button.textContent = word.textContent;
    button.addEventListener('click', function () {
      var into = field || one('main form textarea');
      if (!into) { return; }
      into.setRangeText(button.textContent, into.selectionStart, into.selectionEnd, 'end');
      into.dispatchEvent(new Event('input', { bubbles: true }));
      into.focus();
    });
    word.replaceWith(button);
  });
  function marks() {
    var list = one('[data-sisip]');
    if (!list) { return false; }
    list.open = true;
    (list.querySelector('button') || list.querySelector('summary')).focus();
    return true;
  }

  // ---- From exhibit to exhibit where no link says which is next
  function exhibit(by) {
    var all = Array.prototype.slice.call(document.querySelectorAll('main .tabel a.pin, main .sanding a'));
    if (!all.length) { return false; }
    var at = all.indexOf(document.activeElement);
    all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)].focus();
    return true;
  }

  var going = 0;
  function go(letter) {
    window.clearTimeout(going);
    going = 0;
    var place = one('[data-lompat="' + letter + '"]');
    if (place) { place.click(); }
    return true;
  }

  function single(event) {
    var key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    if (going && /^[A-Z]$/.test(key)) { return go(key.toLowerCase()); }
    if (key === 'G') { going = window.setTimeout(function () { going = 0; }, WAIT); return true; }
    if (key === '?') { key = 'Shift+/'; }
    if (key === 'B' && marks()) { return true; }
    if (!/^([1-9A-Z[\]/]|Escape|Shift\+\/)$/.test(key) || (event.shiftKey && /^[A-Z]$/.test(key))) { return false; }
    var way = offered(key);
    if (way) { return press(way); }
    return key === '[' ? exhibit(-1) : key === ']' ? exhibit(1) : false;
  }

  // What Ctrl Enter presses out of a field; never a red button.
  function saver(form) {
    var button = form && form.querySelector('button:not([type=button])');
    return button && !button.matches('.btn--bahaya') ? button : null;
  }
  document.querySelectorAll('main form[method=post]').forEach(function (form) {
    var button = form.querySelector('textarea, select, input:not([type=hidden])') && saver(form);
    if (button) { button.setAttribute('aria-keyshortcuts', 'Control+Enter'); }
  });
  function save(where) {
    var form = where.closest('main form[method=post]'), button = saver(form);
    if (button) { form.requestSubmit(button); }
    return Boolean(button);
  }

  function acted(event) {
    var where = event.target, held = event.ctrlKey || event.metaKey;
    if (held && !event.altKey && event.key.toLowerCase() === 'k') { if (early === null) { palette(); } return true; }
    if (early !== null) { early += event.key.length === 1 && !held ? event.key : ''; return true; }
    if (document.querySelector('dialog[open]')) { return false; }
    if (held && event.key === 'Enter' && where.matches('input, select, textarea')) { return save(where); }
    if (event.altKey && !held && event.code === 'KeyB') { return marks(); }
    if (off || held || event.altKey || writing(where)) { return false; }
    return single(event);
  }

  // On the window, so that the keys of a list, which listen on the document, come first.
  window.addEventListener('keydown', function (event) {
    if (event.defaultPrevented || event.isComposing || !event.target.matches) { return; }
    if (acted(event)) { event.preventDefault(); }
  });
}());
