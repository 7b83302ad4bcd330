// The page “Keep the toolkit on this phone”. Without it the page says that the pocket guide can be taken as PDF.
const box = document.querySelector("[data-keep]");
const status = box.querySelector("[data-keep-status]");
const remove = box.querySelector("[data-keep-remove]");
const button = box.querySelector("[data-keep-now]");
const day = (text) => new Date(text).toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "Europe/London" });

const registration = () => navigator.serviceWorker.getRegistration("/");
// Asks the worker, and resolves with its last word; `tell` hears what comes before.
const ask = (worker, what, tell = () => {}) => new Promise((go, fail) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    if ("done" in data) return tell(data);
    port1.close(); // a page that was still on its way says nothing after the last word
    if (data.failed) fail(new Error("The worker could not."));
    else go(data);
  };
  worker.postMessage(what, [port2]);
});
const show = (kept) => {
  remove.hidden = !kept;
  button.hidden = box.dataset.keep === "offline";
  button.textContent = kept ? "Keep it anew" : "Keep the toolkit on this phone";
  status.textContent = kept
    ? `${kept.count} pages are kept on this device since ${day(kept.kept_at)}, until ${day(kept.until)}.`
    : "Nothing is kept on this device.";
};

if ("serviceWorker" in navigator && window.isSecureContext) {
  document.querySelector("[data-keep-cannot]").hidden = true;
  box.hidden = false;
  (async () => {
    const worker = (await registration())?.active;
    show(worker ? (await ask(worker, "say")).kept : null);
  })();
  button.addEventListener("click", async () => {
    button.disabled = true;
    status.textContent = "Keeping the toolkit…";
    try {
      await navigator.serviceWorker.register(box.dataset.worker, { scope: "/" });
      const { active } = await navigator.serviceWorker.ready;
      show((await ask(active, "keep", ({ done, all }) => { status.textContent = `Keeping page ${done} of ${all}…`; })).kept);
    } catch {
      status.textContent = "The toolkit could not be kept: the connection failed, or this browser does not allow it. Nothing is lost. Try again.";
    }
    button.disabled = false;
  });
  remove.addEventListener("click", async () => {
    const found = await registration();
    try {
      if (found?.active) await ask(found.active, "remove");
      await found?.unregister();
      show(null);
    } catch {
      status.textContent = "It could not be removed. Sign out: that removes it too.";
    }
  });
}
