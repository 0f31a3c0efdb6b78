// The network first, and what was kept of it where there is none: as newspapers have it for reading on the train.
const NAME = 'developing-story-host';

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

const answer = async (/** @type {Request} */ request) => {
  try {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(NAME)).put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
};

addEventListener('fetch', (event) => {
  if (event.request.method === 'GET') event.respondWith(answer(event.request));
});
