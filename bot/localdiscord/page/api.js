// Calls to the server of this page.

/** The user acted as; every call says so. */
export const session = { as: localStorage.getItem("as") || "" };

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `The server answered ${response.status}.`);
  return body;
}

export async function get(what, query = {}) {
  const params = new URLSearchParams({ as: session.as, ...query });
  return answer(await fetch(`/local/${what}?${params}`));
}

export async function post(what, body) {
  return answer(await fetch(`/local/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: session.as, ...body }),
  }));
}

/**
 * Listens to what happens, for the user acted as, until the returned function is called. broken is told when the connection
 * is lost, and whether for good; otherwise the browser connects anew.
 */
export function listen(handlers, broken) {
  const source = new EventSource(`/local/events?${new URLSearchParams({ as: session.as })}`);
  for (const [kind, handle] of Object.entries(handlers)) {
    source.addEventListener(kind, (e) => handle(e.data ? JSON.parse(e.data) : null));
  }
  source.addEventListener("error", () => broken(source.readyState === EventSource.CLOSED));
  return () => source.close();
}
