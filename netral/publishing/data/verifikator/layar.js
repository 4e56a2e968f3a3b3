/* The page: texts in two languages, and what is shown. Values from files are only ever written as text. */

const OWN = location.hash === "#sendiri";  // the written-out arithmetic, also where the browser has its own

const TEXTS = {
  "signature.ok": ["Ditandatangani dengan kunci {key}; isinya tidak berubah.", "Signed with key {key}; nothing in it has changed."],
  "signature.changed": ["Isi berkas ini bukan yang ditandatangani. Ada yang diubah.", "This is not what was signed. Something was changed."],
  "signature.unknown": ["Kunci {key} tidak ada dalam berkas kunci yang Anda berikan.", "Key {key} is not in the key file you gave."],
  "anchor.malformed": ["Bagian “anchor” tidak berbentuk bukti penyegelan.", "The part “anchor” does not have the form of a proof."],
  "root.ok": ["Angka penutup {day} di dalamnya ditandatangani.", "The daily root of {day} in it is signed."],
  "root.changed": ["Angka penutup harian di dalamnya tidak ditandatangani kunci ini.", "The daily root in it was not signed with these keys."],
  "inclusion.ok": ["Catatan laporan ini tercakup angka penutup {day}.", "The entry of this report is under the root of {day}."],
  "inclusion.other": ["Bukti penyegelan itu milik catatan lain.", "That proof belongs to another entry."],
  "inclusion.broken": ["Jalan dari catatan ini ke angka penutup harian terputus.", "The way from this entry to the daily root is broken."],
  "first.ok": ["Tanda tangan saat laporan diterima masih berlaku.", "The signature made when the report was received still holds."],
  "first.changed": ["Tanda tangan saat laporan diterima tidak cocok dengan isi ini.", "The signature made when the report was received does not fit this content."],
  "kept.ok": ["Angka penutup {day} sama dengan yang Anda simpan.", "The root of {day} is the one you kept."],
  "kept.other": ["Angka penutup {day} berbeda dengan yang Anda simpan.", "The root of {day} differs from the one you kept."],
  "exhibit.ok": ["{name} adalah bukti ke-{place} dalam tanda terima.", "{name} is exhibit {place} of the receipt."],
  "exhibit.absent": ["{name} tidak tercantum dalam tanda terima. Sidiknya {sha256}.", "{name} is not named in the receipt. Its fingerprint is {sha256}."],
  "document.ok": ["{name} sama persis dengan surat {number}.", "{name} is exactly letter {number}."],
  "document.other": ["{name} bukan surat {number} yang diterbitkan.", "{name} is not letter {number} as issued."],
  "kind.statement": ["Tanda terima {number}, diterima {received}, {exhibits} berkas bukti", "Receipt {number}, received {received}, {exhibits} exhibits"],
  "kind.root": ["Angka penutup harian {day}", "Daily root of {day}"],
  "kind.document": ["Surat {number}", "Letter {number}"],
  "kind.signed": ["Berkas bertanda tangan", "Signed file"],
  "valid": ["Sah", "Valid"],
  "files": ["Tanda terima sah, tetapi ada berkas yang tidak cocok", "The receipt is valid, but a file does not match"],
  "invalid": ["Tidak sah", "Not valid"],
  "no_keys": ["Belum bisa diperiksa: tambahkan berkas kunci netral-keys.json.", "Cannot be checked yet: add the key file netral-keys.json."],
  "no_signed": ["Belum ada tanda terima di antara berkas itu. Tambahkan tanda-terima.json.", "There is no receipt among these files. Add tanda-terima.json."],
  "keys": ["Kunci yang dipakai: {keys}. Bandingkan dengan halaman Jurnal publik di situs resmi.", "Keys used: {keys}. Compare them with the page Public journal on the official site."],
  "not_sealed": ["Tanda terima ini belum memuat bukti penyegelan harian. Unduh lagi dari halaman status sehari sesudah melapor.", "This receipt has no proof of the daily seal yet. Download it again from the status page a day after reporting."],
  "reading": ["Memeriksa …", "Checking …"],
};

const put = [];
const byId = name => document.getElementById(name);

function element(tag, attributes, ...children) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
}

/* Both languages stand on the page; the style shows one. */
function said(code, values = {}) {
  const fill = text => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]).slice(0, 200));
  return ["id", "en"].map((lang, place) => element("span", {lang}, fill(TEXTS[code][place])));
}

function shownResult({name, value, kind, findings, holds}) {
  const sound = findings.every(each => each.holds || each.check === "exhibit");
  const verdict = holds ? "valid" : sound ? "files" : "invalid", values = {...value, exhibits: (value.exhibits || []).length};
  const lines = findings.map(each => element("li", {className: each.holds ? "ya" : "tidak"}, ...said(`${each.check}.${each.state}`, each.values)));
  const box = element("section", {className: `hasil ${verdict}`},
    element("h2", {}, ...said(verdict)), element("p", {}, ...said(`kind.${kind}`, values)), element("p", {className: "kecil"}, name), element("ul", {}, ...lines));
  if (kind === "statement" && !value.anchor) box.append(element("p", {className: "kecil"}, ...said("not_sealed")));
  return box;
}

async function show() {
  const out = byId("hasil");
  out.replaceChildren(element("p", {}, ...said("reading")));
  const sorted = await sortOut(put), {keys, results} = await checkAll(sorted), shown = [];
  if (!sorted.signed.length) shown.push(element("p", {className: "inset"}, ...said("no_signed")));
  if (!keys.length) shown.push(element("p", {className: "inset"}, ...said("no_keys")));
  else shown.push(...results.map(shownResult), element("p", {className: "kecil"}, ...said("keys", {keys: keys.join(", ")})));
  out.replaceChildren(...shown);
  out.dataset.selesai = String(put.length);
  byId("berkas-berkas").replaceChildren(...put.map(file => element("li", {}, file.name)));
}

function take(files) {
  put.push(...files);
  return show();
}

byId("pilih").addEventListener("change", event => { take(event.target.files); event.target.value = ""; });
byId("ulang").addEventListener("click", () => {
  put.length = 0;
  delete byId("hasil").dataset.selesai;
  for (const name of ["hasil", "berkas-berkas"]) byId(name).replaceChildren();
});
byId("bahasa").addEventListener("click", () => {
  const html = document.documentElement;
  html.lang = html.lang === "id" ? "en" : "id";
});
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, event => {
  event.preventDefault();
  if (kind === "drop") take(event.dataTransfer.files);
});
