{% load static %}/* The worker of the report pages: their shell without a network, and no typed answer lost with one that breaks. */
"use strict";
importScripts("{% static "intake/simpanan.js" %}");
const SHELL = "{{ shell|escapejs }}", NAME = "lapor-{{ version }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PAGES = { {% for page in pages %}"{{ page.0|escapejs }}": "{{ page.1|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %} };

// Asked for as a stranger: the shell of everybody, and no cookie that outlives the quick exit.
self.addEventListener("install", (event) => {
  const wanted = [SHELL, ...FILES].map((file) => new Request(file, { credentials: "omit" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("lapor-") && name !== NAME;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.mode === "navigate") event.respondWith(visit(request));
  else if (FILES.includes(new URL(request.url).pathname)) {
    event.respondWith(caches.match(request.url).then((found) => found || fetch(request)));
  }
});

async function visit(request) {
  const path = new URL(request.url).pathname, copy = request.method === "POST" ? request.clone() : null;
  try {
    return await fetch(request);
  } catch (gone) {
    if (copy && PAGES[path]) await Simpanan.keep(PAGES[path], await copy.formData());
    return copy ? Response.redirect(SHELL, 303) : (await caches.match(SHELL)) || Promise.reject(gone);
  }
}
