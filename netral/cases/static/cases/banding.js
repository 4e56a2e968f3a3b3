// Zoom and movement of two pictures together. A nicety: each picture also opens in full by its own link.
(function () {
  'use strict';
  var boxes = Array.prototype.slice.call(document.querySelectorAll('[data-gambar]'));
  var zoom = document.querySelector('[data-zum]');
  if (!zoom || !boxes.length) { return; }
  var range = zoom.querySelector('input'), told = zoom.querySelector('output');
  zoom.hidden = false;

  range.addEventListener('input', function () {
    told.textContent = range.value + '%';
    boxes.forEach(function (box) { box.querySelector('img').style.width = range.value + '%'; });
  });

  var following = false;
  boxes.forEach(function (box) {
    box.addEventListener('scroll', function () {
      if (following) { following = false; return; }
      boxes.forEach(function (other) {
        if (other === box) { return; }
        var across = box.scrollWidth - box.clientWidth, down = box.scrollHeight - box.clientHeight;
        var left = across ? box.scrollLeft / across * (other.scrollWidth - other.clientWidth) : 0;
        var top = down ? box.scrollTop / down * (other.scrollHeight - other.clientHeight) : 0;
        if (Math.abs(other.scrollLeft - left) < 1 && Math.abs(other.scrollTop - top) < 1) { return; }
        following = true;
        other.scrollTo(left, top);
      });
    });
  });
}());
