// Reads the kept toolkit where there is no line (docs/adr/0011). Kept only where somebody asked for it, on one’s own device.
// Before this text stands `const KITH = {…}`: where things are. Everything works without it.

const SHELL = `kith-shell-${KITH.edition}`; // the offline page and the design’s files: the same for everybody
const KEPT = "kith-kept-"; // one cache for each time that the toolkit was kept; its list is written last
const WISH = "kith-wish"; // the mark of who asked for it: kept anew when they, and nobody else, are here again
const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;
const ANY = { ignoreSearch: true, ignoreVary: true };

// An answer that may be kept, and for whom: a file of the design, or a page that says so of itself. Nothing else, ever.
const ask = async (address) => {
  const file = KITH.files.includes(address);
  const reply = await fetch(address, {
    headers: file ? {} : { [KITH.asked]: "1" },
    credentials: file || address === KITH.offline ? "omit" : "same-origin",
    redirect: "error",
    cache: "no-store",
  });
  const whose = file ? KITH.anybody : reply.headers.get(KITH.may);
  if (reply.status !== 200 || !whose) throw new Error("This may not be kept.");
  return { reply, whose };
};
// The only place where something is put into a cache.
const put = async (cache, address, whose) => {
  const got = await ask(address);
  if (got.whose !== whose) throw new Error("This is another’s.");
  await cache.put(address, got.reply);
};

// All of these pages, three at a time. Where one may not be kept, nothing more is asked for.
const putAll = async (cache, addresses, whose, tell = () => {}) => {
  const left = [...addresses];
  const some = async () => {
    while (left.length) {
      await put(cache, left.shift(), whose);
      tell(addresses.length - left.length, addresses.length);
    }
  };
  try {
    await Promise.all([some(), some(), some()]);
  } catch (error) {
    left.length = 0;
    throw error;
  }
};

const forget = async (beginning) => {
  for (const name of await caches.keys()) if (name.startsWith(beginning)) await caches.delete(name);
};
const wished = async () => (await (await caches.match(KITH.wish, { cacheName: WISH }))?.text()) ?? null;

// What is kept, whole and not too old; anything else is as if it were not there.
const kept = async () => {
  for (const name of (await caches.keys()).filter((one) => one.startsWith(KEPT)).sort().reverse()) {
    const cache = await caches.open(name);
    const list = await cache.match(KITH.list);
    if (!list) continue; // being filled
    const said = await list.json();
    const { kept_at, until, pages } = said;
    const now = Date.now();
    if (now < Date.parse(until) && now > Date.parse(kept_at) - DAY) return { name, cache, kept_at, until, count: pages.length, said };
    await caches.delete(name);
  }
  return null;
};

const shell = async () => {
  const cache = await caches.open(SHELL);
  await Promise.all([KITH.offline, ...KITH.files].map((address) => put(cache, address, KITH.anybody)));
};
// Files of an earlier release: pages that were kept with them need them until they are kept anew.
const earlier = async () => (await caches.keys()).filter((name) => name.startsWith("kith-shell-") && name !== SHELL);
const tidy = async () => { for (const name of await earlier()) await caches.delete(name); };

let filling = null;
const fill = async (tell) => {
  if (!(await caches.has(SHELL))) await shell();
  const { reply, whose } = await ask(KITH.list);
  const { pages } = await reply.clone().json();
  if ((await wished()) !== whose) await forget(KEPT);
  await (await caches.open(WISH)).put(KITH.wish, new Response(whose));
  const name = KEPT + Date.now();
  const cache = await caches.open(name);
  try {
    await putAll(cache, pages, whose, tell);
    // Forgotten meanwhile (signed out, locked): then it stays forgotten.
    if (!(await caches.has(name)) || (await wished()) !== whose) throw new Error("Forgotten meanwhile.");
    await cache.put(KITH.list, reply);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  for (const other of await caches.keys()) if (other.startsWith(KEPT) && other !== name) await caches.delete(other);
  await tidy();
};
const keep = (tell = () => {}) => (filling ??= fill(tell).finally(() => { filling = null; }));

// Somebody opens the toolkit: kept pages that would be drawn otherwise now are fetched anew, and those that are gone go.
// At most once a minute, quietly; where it fails, what is kept stays as it was, and the next time tries again.
let looked = 0;
const look = async (has) => {
  if (filling || Date.now() - looked < MINUTE) return;
  looked = Date.now();
  const { reply, whose } = await ask(KITH.list);
  if ((await wished()) !== whose) return;
  const { pages, marks } = await reply.json();
  const before = has.said.marks ?? {};
  const moved = pages.filter((address) => marks[address] !== before[address]);
  const gone = has.said.pages.filter((address) => !pages.includes(address));
  if (!moved.length && !gone.length) return;
  await putAll(has.cache, moved, whose);
  // Forgotten meanwhile (signed out, locked), or kept anew as a whole: then nothing of this counts.
  if (!(await caches.has(has.name)) || (await wished()) !== whose) return;
  for (const address of gone) await has.cache.delete(address);
  // The rest is as old as it was, and ends when it would have.
  const said = JSON.stringify({ ...has.said, pages, marks });
  await has.cache.put(KITH.list, new Response(said, { headers: { "Content-Type": "application/json" } }));
};

// Every page that comes from Kith says whose browser this is. Another, or nobody: what was kept goes, before it is shown.
const settle = async (event, whose) => {
  const mine = await wished();
  if (mine === null) return;
  if (whose === mine) {
    const has = await kept();
    const old = !has || Date.now() - Date.parse(has.kept_at) > DAY || (await earlier()).length > 0;
    if (old) event.waitUntil(keep().catch(() => {}));
    else if (new URL(event.request.url).pathname.startsWith(KITH.toolkit)) event.waitUntil(look(has).catch(() => {}));
    return;
  }
  await forget(KEPT);
  // Signed out by hand: the wish ends too.
  if (new URL(event.request.url).searchParams.get("out") === "yes") await caches.delete(WISH);
};

const page = async (event) => {
  let reply;
  try {
    reply = await fetch(event.request);
  } catch {
    const has = await kept();
    return (has && (await has.cache.match(event.request, ANY))) || (await caches.match(KITH.offline, ANY)) || Response.error();
  }
  const whose = reply.headers.get(KITH.whose);
  if (whose !== null) try { await settle(event, whose); } catch { /* the page itself is never held up by this */ }
  return reply;
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // What is sent is never touched, nor what comes from elsewhere.
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (KITH.files.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(url.pathname, ANY)) || Response.error()));
  }
});

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(shell());
});
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  if (!(await kept())) await tidy();
  await self.clients.claim();
})()));

// What the page “Keep the toolkit on this phone” asks for.
self.addEventListener("message", (event) => {
  const port = event.ports[0];
  const say = async () => {
    const has = await kept();
    return { kept: has && { kept_at: has.kept_at, until: has.until, count: has.count } };
  };
  const does = {
    say,
    keep: async () => { await keep((done, all) => port.postMessage({ done, all })); return say(); },
    remove: async () => { await forget("kith-"); return { kept: null }; },
  }[event.data];
  if (does) event.waitUntil(does().then((answer) => port.postMessage(answer), () => port.postMessage({ failed: true })));
});
