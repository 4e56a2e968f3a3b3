/* SHA-256 of a file of any size, read a piece at a time, off the page's own thread. Receives a File, answers {part} while
   it reads and {hash} at the end. Written out because WebCrypto wants a file whole in memory. */
(function () {
"use strict";
var K = [], H0 = [];
(function () {
  var n = 2, found = 0;
  function part(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
  for (; found < 64; n++) {
    for (var d = 2, prime = true; d * d <= n && prime; d++) prime = n % d !== 0;
    if (!prime) continue;
    if (found < 8) H0[found] = part(Math.pow(n, 1 / 2));
    K[found++] = part(Math.pow(n, 1 / 3));
  }
})();
var W = new Int32Array(64);
function block(h, data, at) {
  for (var i = 0; i < 16; i++, at += 4) W[i] = (data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3];
  for (; i < 64; i++) {
    var x = W[i - 15], y = W[i - 2];
    W[i] = (W[i - 16] + W[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)) | 0;
  }
  var a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], j = h[7];
  for (i = 0; i < 64; i++) {
    var t = (j + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + W[i]) | 0;
    var u = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c)) | 0;
    j = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
  }
  h[0] = h[0] + a | 0; h[1] = h[1] + b | 0; h[2] = h[2] + c | 0; h[3] = h[3] + d | 0;
  h[4] = h[4] + e | 0; h[5] = h[5] + f | 0; h[6] = h[6] + g | 0; h[7] = h[7] + j | 0;
}
function ending(rest, size) {
  var length = rest.length < 56 ? 64 : 128, last = new Uint8Array(length);
  last.set(rest);
  last[rest.length] = 128;
  new DataView(last.buffer).setUint32(length - 8, Math.floor(size / 536870912));
  new DataView(last.buffer).setUint32(length - 4, (size * 8) >>> 0);
  return last;
}
function hashed(file, tell) {
  var h = H0.slice(), step = 4194304, at = 0; /* a multiple of 64 */
  function next() {
    return file.slice(at, at + step).arrayBuffer().then(function (buffer) {
      var data = new Uint8Array(buffer), end = data.length - data.length % 64;
      for (var i = 0; i < end; i += 64) block(h, data, i);
      at += data.length;
      if (data.length === step) { tell(at); return next(); }
      var last = ending(data.subarray(end), file.size);
      for (i = 0; i < last.length; i += 64) block(h, last, i);
      return h.map(function (x) { return ("0000000" + (x >>> 0).toString(16)).slice(-8); }).join("");
    });
  }
  return next();
}
self.onmessage = function (event) {
  hashed(event.data, function (part) { self.postMessage({ part: part }); }).then(
    function (hash) { self.postMessage({ hash: hash }); },
    function () { self.postMessage({ hash: "" }); }
  );
};
})();
