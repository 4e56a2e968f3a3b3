"use strict";
/* Printing and copying the code; without this script the picture and the browser's own menu do the same. */
(() => {
  const code = document.querySelector("[data-kode]");
  for (const button of document.querySelectorAll("[data-tombol]")) button.hidden = false;

  document.querySelector("[data-tombol=cetak]")?.addEventListener("click", () => window.print());

  document.querySelector("[data-tombol=salin]")?.addEventListener("click", async event => {
    const said = document.querySelector("[data-tersalin]");
    try {
      await navigator.clipboard.writeText(code.dataset.kode);
    } catch (notAllowed) {
      const range = document.createRange();
      range.selectNodeContents(code);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.execCommand("copy");
    }
    said.textContent = event.target.closest("button").dataset.selesai;
  });
})();
