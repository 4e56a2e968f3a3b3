// Boxes drawn with a pointer. The number fields are the truth: this fills them in, and shows what they say.
(function () {
  'use strict';
  var form = document.querySelector('[data-tutup]');
  if (!form || !window.PointerEvent) { return; }
  var canvas = form.querySelector('[data-kanvas]'), group = form.querySelector('[data-kotak]');
  var rows = form.querySelector('[data-baris]'), total = form.querySelector('[name="kotak-TOTAL_FORMS"]');
  var page = form.getAttribute('data-halaman'), SIDES = ['left', 'top', 'width', 'height'];
  form.querySelector('[data-gambar-hidup]').hidden = false;
  canvas.classList.add('tutupan__hidup');

  function input(row, name) { return row.querySelector('[name$="-' + name + '"]'); }
  function all() { return Array.prototype.slice.call(rows.querySelectorAll('fieldset')); }
  function empty(row) { return SIDES.every(function (side) { return !input(row, side).value; }); }

  function rect(values) {
    var made = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    ['x', 'y', 'width', 'height'].forEach(function (name, n) { made.setAttribute(name, values[n]); });
    group.appendChild(made);
    return made;
  }

  function show() {
    group.textContent = '';
    all().forEach(function (row) {
      if (empty(row) || (input(row, 'page').value || '1') !== page) { return; }
      rect(SIDES.map(function (side) { return Math.max(0, 10 * parseFloat(input(row, side).value) || 0); }));
    });
  }

  function another() {
    var last = all().pop(), count = Number(total.value), made = last.cloneNode(true);
    made.querySelectorAll('[name],[id],[for]').forEach(function (each) {
      ['name', 'id', 'for', 'aria-describedby'].forEach(function (key) {
        if (each.hasAttribute(key)) {
          each.setAttribute(key, each.getAttribute(key).replace('-' + (count - 1) + '-', '-' + count + '-'));
        }
      });
    });
    made.querySelector('legend').textContent = last.querySelector('legend').textContent.replace(/\d+/, count + 1);
    SIDES.forEach(function (side) { input(made, side).value = ''; });
    rows.appendChild(made);
    total.value = count + 1;
    return made;
  }

  function at(event) {
    var frame = canvas.getBoundingClientRect();
    function within(value, size) { return Math.round(1000 * Math.min(Math.max(value / size, 0), 1)); }
    return [within(event.clientX - frame.left, frame.width), within(event.clientY - frame.top, frame.height)];
  }

  var start = null, drawn = null;
  function spanned(now) {
    return [Math.min(start[0], now[0]), Math.min(start[1], now[1]), Math.abs(start[0] - now[0]), Math.abs(start[1] - now[1])];
  }
  canvas.addEventListener('pointerdown', function (event) {
    if (event.button) { return; }
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    start = at(event);
    drawn = rect([start[0], start[1], 0, 0]);
  });
  canvas.addEventListener('pointermove', function (event) {
    if (!start) { return; }
    spanned(at(event)).forEach(function (value, n) { drawn.setAttribute(['x', 'y', 'width', 'height'][n], value); });
  });
  canvas.addEventListener('pointerup', function (event) {
    if (!start) { return; }
    var values = spanned(at(event));
    start = null;
    if (values[2] > 3 && values[3] > 3) {
      var row = all().filter(empty)[0] || another();
      SIDES.forEach(function (side, n) { input(row, side).value = (values[n] / 10).toFixed(1); });
      input(row, 'page').value = page;
    }
    show();
  });
  canvas.addEventListener('pointercancel', function () { start = null; show(); });
  rows.addEventListener('input', show);
  show();
}());
