/* The checks of `netral verify`, one for one: public keys and files come in, findings {check, state, values} go out. */

const ROOT_FORMAT = "netral-root-1";
const is = value => value !== null && typeof value === "object" && !Array.isArray(value);
const found = (check, state, values = {}) => ({check, state, holds: state === "ok", values});

/* Key id → public key. The id follows from the key, so no file is believed on it. */
function keysOf(value) {
  const keys = {};
  for (const each of Array.isArray(value) ? value : value.keys) {
    const raw = fromBase64(each.public_key);
    if (raw.length !== 32) throw new Error("not a key");
    keys[HEX(sha256(raw)).slice(0, 16)] = raw;
  }
  return keys;
}

function kindOf(signed) {
  if (signed.format === ROOT_FORMAT) return "root";
  if ("entry_hash" in signed && "exhibits" in signed) return "statement";
  return "sha256" in signed && "number" in signed ? "document" : "signed";
}

async function signatureState(signed, keys) {
  const key = Object.prototype.hasOwnProperty.call(keys, signed.key_id) ? keys[signed.key_id] : null;
  if (!key) return "unknown";
  const body = {...signed};
  delete body.signature;
  try {
    return await ed25519(key, fromBase64(signed.signature), UTF8(canonical(body))) ? "ok" : "changed";
  } catch (malformed) {
    return "changed";
  }
}

async function checkSigned(signed, keys) {
  const findings = [found("signature", await signatureState(signed, keys), {key: signed.key_id})];
  if (kindOf(signed) !== "statement" || signed.anchor === null || signed.anchor === undefined) return findings;
  if (!isAnchor(signed.anchor)) return [...findings, found("anchor", "malformed")];
  return [...findings, await checkRoot(signed.anchor.root, keys), checkWay(signed), await checkFirst(signed, keys)];
}

function isAnchor(anchor) {
  const names = value => is(value) ? Object.keys(value).sort().join() : "";
  return names(anchor) === "first,proof,root" && names(anchor.first) === "key_id,signature" && is(anchor.proof) && is(anchor.root);
}

async function checkRoot(root, keys) {
  const state = root.format === ROOT_FORMAT ? await signatureState(root, keys) : "changed";
  return found("root", state === "ok" ? "ok" : "changed", {day: root.day});
}

function checkWay(statement) {
  const {proof, root} = statement.anchor;
  if (proof.entry_hash !== statement.entry_hash) return found("inclusion", "other");
  return found("inclusion", leadsTo(proof, root.root) ? "ok" : "broken", {day: root.day});
}

function leadsTo(proof, root) {
  try {
    const entries = HEX(climb(leafHash(fromHex(proof.entry_hash)), proof.to_chain));
    const leaf = canonical({chain: proof.chain, position: proof.position, head: proof.head, entries});
    return HEX(climb(leafHash(UTF8(leaf)), proof.to_root)) === root;
  } catch (malformed) {
    return false;
  }
}

async function checkFirst(statement, keys) {
  const state = await signatureState({...statement, anchor: null, ...statement.anchor.first}, keys);
  return found("first", state === "ok" ? "ok" : "changed");
}

/* A root somebody kept elsewhere, against the one inside the statement. */
function checkKept(statement, root) {
  return found("kept", canonical(statement.anchor.root) === canonical(root) ? "ok" : "other", {day: root.day});
}

function checkFile(signed, file) {
  const place = (signed.exhibits || []).indexOf(file.sha256);
  if (kindOf(signed) === "document")
    return found("document", signed.sha256 === file.sha256 ? "ok" : "other", {name: file.name, number: signed.number});
  return found("exhibit", place < 0 ? "absent" : "ok", {name: file.name, place: place + 1, sha256: file.sha256});
}

/* Everything that was put in: what is checked, and what could not be. */
async function checkAll(put) {
  const keys = Object.assign({}, ...put.keys), results = [];
  for (const {name, value} of put.signed) {
    const findings = await checkSigned(value, keys), kind = kindOf(value);
    if (kind === "statement" && isAnchor(value.anchor))
      for (const root of put.signed) if (kindOf(root.value) === "root" && root.value.day === value.anchor.root.day)
        findings.push(checkKept(value, root.value));
    if (kind === "statement" || kind === "document")
      findings.push(...put.files.map(file => checkFile(value, file)));
    results.push({name, value, kind, findings, holds: findings.every(each => each.holds)});
  }
  return {keys: Object.keys(keys), results};
}

/* A file becomes keys, something signed, or bytes with a fingerprint. */
async function sortOut(files) {
  const put = {keys: [], signed: [], files: []};
  for (const file of files) {
    const value = file.size < 5e6 ? readJson(await file.text()) : null;
    if (value && isKeys(value)) put.keys.push(keysOf(value));
    else if (is(value) && typeof value.key_id === "string" && typeof value.signature === "string")
      put.signed.push({name: file.name, value});
    else put.files.push({name: file.name, sha256: await fingerprint(file)});
  }
  return put;
}

function readJson(text) {
  try { return JSON.parse(text); } catch (notJson) { return null; }
}

function isKeys(value) {
  try { return Object.keys(keysOf(value)).length > 0; } catch (notKeys) { return false; }
}

async function fingerprint(file) {
  const hash = new Sha256(), step = 4 << 20;
  for (let at = 0; at < file.size; at += step) hash.add(new Uint8Array(await file.slice(at, at + step).arrayBuffer()));
  return HEX(hash.end());
}
