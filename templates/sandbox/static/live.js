// Keeps the page current: reads it again every two seconds and exchanges the live part where it has changed, unless
// somebody is on it with the keyboard. Forms stand outside of it and are left alone.
const live = document.querySelector("[data-live]");

async function refresh() {
  if (document.hidden || live.contains(document.activeElement)) return;
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const read = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  if (read && read.innerHTML !== live.innerHTML) live.innerHTML = read.innerHTML;
}

if (live) setInterval(() => refresh().catch(() => {}), 2000);
