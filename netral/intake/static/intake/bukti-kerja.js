/* Work asked for when the house is full: finds the number whose SHA-256 with the salt is known. One file, two lives:
   in the page it holds the form until the worker has the number; as the worker it searches. No other site is asked. */
(function () {
  "use strict";
  if (typeof document === "undefined") return searcher();
  var place = document.querySelector("[data-tantangan]");
  if (!place || !window.Worker) return;
  var form = place.closest("form"), asked = JSON.parse(place.dataset.tantangan), solved = false, held = null;
  var worker = new Worker(place.dataset.pekerja);
  function finish() {
    solved = true;
    worker.terminate();
    place.textContent = place.dataset.siap;
    if (!held) return;
    if (held.name) {
      var pressed = document.createElement("input");
      pressed.type = "hidden"; pressed.name = held.name; pressed.value = held.value;
      form.appendChild(pressed);
    }
    form.submit();
  }
  worker.onmessage = function (event) {
    if (event.data >= 0) {
      var proof = { algorithm: asked.algorithm, challenge: asked.challenge, number: event.data, salt: asked.salt, signature: asked.signature };
      form.elements.proof.value = btoa(JSON.stringify(proof));
    }
    finish();
  };
  worker.onerror = finish; /* then the ticket counts: who waited comes in */
  worker.postMessage(asked);
  place.hidden = false;
  form.addEventListener("submit", function (event) {
    var button = event.submitter || {};
    if (solved || (button.hasAttribute && button.hasAttribute("formaction"))) return;
    event.preventDefault();
    held = button;
    place.textContent = place.dataset.tahan;
  });

  function searcher() {
    var K = [], START = [], prime = 2;
    function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
    while (K.length < 64) {
      for (var d = 2; d * d <= prime && prime % d; d++);
      if (d * d > prime) {
        if (K.length < 8) START.push(fraction(Math.sqrt(prime)));
        K.push(fraction(Math.cbrt(prime)));
      }
      prime++;
    }
    var W = new Int32Array(64);
    function matches(text, target) { /* text: at most 55 ASCII characters, one block */
      W.fill(0, 0, 16);
      for (var i = 0; i < text.length; i++) W[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
      W[i >> 2] |= 128 << (24 - 8 * (i & 3));
      W[15] = text.length * 8;
      for (i = 16; i < 64; i++) {
        var x = W[i - 15], y = W[i - 2];
        W[i] = (W[i - 16] + W[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)) | 0;
      }
      var a = START[0], b = START[1], c = START[2], d = START[3], e = START[4], f = START[5], g = START[6], h = START[7];
      for (i = 0; i < 64; i++) {
        var s = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + W[i]) | 0;
        var t = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c)) | 0;
        h = g; g = f; f = e; e = (d + s) | 0; d = c; c = b; b = a; a = (s + t) | 0;
      }
      return ((START[0] + a) | 0) === target[0] && ((START[1] + b) | 0) === target[1];
    }
    onmessage = function (event) {
      var asked = event.data, hex = asked.challenge, target = [parseInt(hex.slice(0, 8), 16) | 0, parseInt(hex.slice(8, 16), 16) | 0];
      for (var number = 0; number <= asked.maxNumber; number++)
        if (matches(asked.salt + number, target)) return postMessage(number);
      postMessage(-1);
    };
  }
})();
