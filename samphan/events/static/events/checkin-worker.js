// Opens the check-in station without a network. Its scope is the station of one event: no other page is touched.
// The page is asked of the network first and kept as it came; style, scripts and fonts are kept by their hashed names.
const CACHE = "samphan-checkin";
const page = new URL("./", self.location.href).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const ASSETS = new Set(["style", "script", "font", "image"]);
const isAsset = (url, request) => url.origin === self.location.origin && ASSETS.has(request.destination);

async function keep(key, response) {
  if (response.ok && !response.redirected) {
    const cache = await caches.open(CACHE);
    await cache.put(key, response.clone());
  }
  return response;
}

async function station(request) {
  try {
    return await keep(page, await fetch(request));
  } catch (error) {
    const kept = await caches.match(page, { cacheName: CACHE });
    if (kept) {
      return kept;
    }
    throw error;
  }
}

async function asset(request) {
  const kept = await caches.match(request, { cacheName: CACHE });
  return kept ?? keep(request, await fetch(request));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET") {
    return;
  }
  if (request.mode === "navigate" && url.pathname === page) {
    event.respondWith(station(request));
  } else if (isAsset(url, request)) {
    event.respondWith(asset(request));
  }
});

// "Close this station" takes everything off the device that this worker keeps.
self.addEventListener("message", (event) => {
  if (event.data === "forget") {
    event.waitUntil(caches.delete(CACHE).then(() => self.registration.unregister()));
  }
});
