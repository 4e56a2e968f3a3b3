"use strict";
/* The arithmetic of a receipt, written out: SHA-256, SHA-512, Ed25519, RFC 8785 and Merkle trees of RFC 6962.
   Nothing here touches the page or the network. */

const HEX = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
const UTF8 = text => new TextEncoder().encode(text);

function fromHex(text) {
  if (typeof text !== "string" || !/^([0-9a-f]{2})*$/.test(text)) throw new Error("not hexadecimal");
  return Uint8Array.from(text.match(/../g) || [], pair => parseInt(pair, 16));
}

/* Base64url with or without padding; any other spelling of the same bytes is refused. */
function fromBase64(text) {
  const plain = String(text).replace(/=+$/, "");
  if (!/^[A-Za-z0-9_-]*$/.test(plain)) throw new Error("not base64url");
  const bytes = Uint8Array.from(atob(plain.replace(/-/g, "+").replace(/_/g, "/")), each => each.charCodeAt(0));
  const again = btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  if (again !== plain) throw new Error("a value has one spelling");
  return bytes;
}

function join(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
}

/* The constants of SHA-2 are the first bits of square and cube roots of primes; they are computed, not copied. */
const M64 = (1n << 64n) - 1n;

function rootOf(value, power) {
  let low = 0n, high = 1n << 100n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** power <= value) low = middle; else high = middle;
  }
  return low;
}

const PRIMES = [];
for (let candidate = 2; PRIMES.length < 80; candidate++)
  if (PRIMES.every(prime => candidate % prime)) PRIMES.push(candidate);
const CUBES = PRIMES.map(prime => rootOf(BigInt(prime) << 192n, 3n) & M64);
const SQUARES = PRIMES.slice(0, 8).map(prime => rootOf(BigInt(prime) << 128n, 2n) & M64);

class Sha256 {
  constructor() {
    this.state = Uint32Array.from(SQUARES, each => Number(each >> 32n));
    this.rest = new Uint8Array(0);
    this.length = 0;
  }
  add(bytes) {
    this.length += bytes.length;
    const all = this.rest.length ? join(this.rest, bytes) : bytes;
    let at = 0;
    for (; at + 64 <= all.length; at += 64) this.block(all, at);
    this.rest = all.slice(at);
    return this;
  }
  block(bytes, at) {
    const K = Sha256.K, w = Sha256.W, s = this.state;
    for (let i = 0; i < 16; i++, at += 4)
      w[i] = bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      const p = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
      const q = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
      w[i] = w[i - 16] + p + w[i - 7] + q | 0;
    }
    let [a, b, c, d, e, f, g, h] = s;
    for (let i = 0; i < 64; i++) {
      const p = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
      const t = h + p + (e & f ^ ~e & g) + K[i] + w[i] | 0;
      const q = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
      const u = q + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + t | 0; d = c; c = b; b = a; a = t + u | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { s[i] += value; });
  }
  end() {
    const bits = BigInt(this.length) * 8n, pad = new Uint8Array((this.length % 64 < 56 ? 64 : 128) - this.length % 64);
    pad[0] = 128;
    new DataView(pad.buffer).setBigUint64(pad.length - 8, bits);
    this.add(pad);
    const out = new DataView(new ArrayBuffer(32));
    this.state.forEach((word, i) => out.setUint32(4 * i, word));
    return new Uint8Array(out.buffer);
  }
}
Sha256.K = Int32Array.from(CUBES.slice(0, 64), each => Number(each >> 32n) | 0);
Sha256.W = new Int32Array(64);
const sha256 = bytes => new Sha256().add(bytes).end();

function sha512(bytes) {
  const pad = new Uint8Array((bytes.length % 128 < 112 ? 128 : 256) - bytes.length % 128);
  pad[0] = 128;
  new DataView(pad.buffer).setBigUint64(pad.length - 8, BigInt(bytes.length) * 8n);
  const view = new DataView(join(bytes, pad).buffer), state = SQUARES.slice();
  const turn = (x, n) => (x >> n | x << (64n - n)) & M64;
  for (let at = 0; at < view.byteLength; at += 128) {
    const w = Array.from({length: 16}, (_, i) => view.getBigUint64(at + 8 * i));
    for (let i = 16; i < 80; i++) {
      const x = w[i - 15], y = w[i - 2];
      w.push(w[i - 16] + (turn(x, 1n) ^ turn(x, 8n) ^ x >> 7n) + w[i - 7] + (turn(y, 19n) ^ turn(y, 61n) ^ y >> 6n) & M64);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 80; i++) {
      const t = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + (e & f ^ (e ^ M64) & g) + CUBES[i] + w[i];
      const u = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + (a & b ^ a & c ^ b & c);
      h = g; g = f; f = e; e = d + t & M64; d = c; c = b; b = a; a = t + u & M64;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = state[i] + value & M64; });
  }
  const out = new DataView(new ArrayBuffer(64));
  state.forEach((word, i) => out.setBigUint64(8 * i, word));
  return new Uint8Array(out.buffer);
}

/* Ed25519 (RFC 8032) for browsers whose own cryptography does not know it. Only public values pass through here. */
const P = (1n << 255n) - 19n, ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
const mod = (value, by = P) => (value % by + by) % by;

function power(base, exponent) {
  let result = 1n;
  for (base = mod(base); exponent; exponent >>= 1n, base = base * base % P) if (exponent & 1n) result = result * base % P;
  return result;
}

const invert = value => power(value, P - 2n);
const D = mod(-121665n * invert(121666n)), ROOT = power(2n, (P - 1n) / 4n);
const little = bytes => bytes.reduceRight((sum, byte) => sum << 8n | BigInt(byte), 0n);

/* Points as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z. */
function plus([a, b, c, d], [e, f, g, h]) {
  const m = mod((b - a) * (f - e)), n = mod((b + a) * (f + e)), o = mod(2n * D * d % P * h), p = mod(2n * c * g);
  const q = n - m, r = p - o, s = p + o, t = n + m;
  return [mod(q * r), mod(s * t), mod(r * s), mod(q * t)];
}

function times(scalar, point) {
  let sum = [0n, 1n, 1n, 0n];
  for (; scalar; scalar >>= 1n, point = plus(point, point)) if (scalar & 1n) sum = plus(sum, point);
  return sum;
}

function pointOf(bytes) {
  const number = little(bytes), odd = number >> 255n, y = number & (1n << 255n) - 1n;
  if (y >= P) throw new Error("not a point");
  const u = mod(y * y - 1n), v = mod(D * y * y + 1n), square = mod(u * invert(v));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * ROOT);
  if (mod(x * x) !== square || (x === 0n && odd)) throw new Error("not a point");
  if ((x & 1n) !== odd) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

function bytesOf([x, y, z]) {
  const by = invert(z);
  let number = mod(y * by) | (mod(x * by) & 1n) << 255n;
  return Uint8Array.from({length: 32}, () => { const byte = Number(number & 255n); number >>= 8n; return byte; });
}

const BASE = pointOf(Uint8Array.from({length: 32}, (_, i) => i ? 0x66 : 0x58));

function ownEd25519(publicKey, signature, message) {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    const [x, y, z, t] = pointOf(publicKey), s = little(signature.slice(32));
    if (s >= ORDER) return false;
    const h = mod(little(sha512(join(signature.slice(0, 32), publicKey, message))), ORDER);
    const found = plus(times(s, BASE), times(h, [P - x, y, z, P - t]));
    return HEX(bytesOf(found)) === HEX(signature.slice(0, 32));
  } catch (problem) {
    return false;
  }
}

async function ed25519(publicKey, signature, message) {
  if (!OWN) {
    try {
      const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
      return await crypto.subtle.verify("Ed25519", key, signature, message);
    } catch (unknownHere) { /* an older browser */ }
  }
  return ownEd25519(publicKey, signature, message);
}

/* RFC 8785: JavaScript writes numbers and strings as it asks; what remains is the order of keys. */
function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return "{" + Object.keys(value).sort().map(name => JSON.stringify(name) + ":" + canonical(value[name])).join(",") + "}";
}

const leafHash = bytes => sha256(join([0], bytes));

/* From the hash of a leaf up to the root, as a proof says. */
function climb(digest, proof) {
  for (const [side, neighbour] of proof)
    digest = side === "left" ? sha256(join([1], fromHex(neighbour), digest)) : sha256(join([1], digest, fromHex(neighbour)));
  return digest;
}
