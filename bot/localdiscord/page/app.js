// The page: who acts, where they are, what they see. Parts: channels (nav.js), messages (log.js), the line (composer.js).
import { get, listen, post, session } from "./api.js";
import { byId, say } from "./dom.js";
import { showForm } from "./form.js";
import { Hold } from "./hold.js";
import { drawNav, initNav } from "./nav.js";
import { Log } from "./log.js";
import { Composer } from "./composer.js";
import { keepFresh } from "./time.js";

/** What the page knows. Replaced piece by piece; draw() shows it. */
const state = { me: "", people: [], guilds: [], dm: null, bot: { name: "bot", online: false }, commands: [], guild: "", channel: "", unread: new Map(), pings: new Map(), seen: new Map() };

const log = new Log(context);
const composer = new Composer({ state, run, say: (content) => post("say", { channel: state.channel, content }), place });
const hold = new Hold(byId("messages"));
const used = new Map(); // by message: the last use of its components, which others of it wait for
let stop = () => {};
let reload = 0;
let newest = null; // the load of the state that was begun last
let shows = 0; // loads of messages that were begun
let showing = 0; // those of them that are under way

const guild = () => state.guilds.find((g) => g.id === state.guild);
const allChannels = () => [...state.guilds.flatMap((g) => g.channels), ...(state.dm ? [state.dm] : [])];
const channel = () => allChannels().find((c) => c.id === state.channel);

function place() {
  return { guild: state.guild, channel: state.guild ? state.channel : "" };
}

/** What drawing a message needs to know. */
function context() {
  const g = guild();
  const members = g ? g.members : [{ id: state.bot.id, name: state.bot.name, bot: true, roles: [] }, ...state.people.filter((p) => p.id === state.me)];
  const named = (list) => (id) => list.find((x) => x.id === id)?.name;
  return {
    me: state.me,
    roles: members.find((m) => m.id === state.me)?.roles || [],
    members,
    allRoles: g ? g.roles : [],
    channels: g ? g.channels : [],
    colorOf: (id) => members.find((m) => m.id === id)?.color || 0,
    names: {
      user: (id) => named(members)(id) || named(state.people)(id) || (id === state.bot.id ? state.bot.name : undefined),
      role: named(g ? g.roles : []),
      channel: named(allChannels()),
    },
    act: {
      click: (m, id, values) => inTurn(m.id, () => run(() => post("click", { message: m.id, id, values }))),
      dismiss: (m) => run(() => post("dismiss", { channel: m.channel_id, message: m.id })),
      jump: (id) => log.jump(id),
    },
  };
}

/** Where the reader is, and as whom. */
const whereabouts = () => `${session.as} in ${state.channel}`;

/** Uses a component of a message when the use before has been answered: the bot reads what was chosen from the message. */
function inTurn(message, act) {
  const turn = (used.get(message) || Promise.resolve()).then(act);
  used.set(message, turn);
  return turn;
}

/**
 * Does something with the bot and shows the form or the error that comes of it, unless the reader has gone elsewhere
 * meanwhile. Returns false when it failed and may be tried again where they are.
 */
async function run(act) {
  composer.problem("");
  const from = whereabouts();
  try {
    const answer = await act();
    if (answer?.form && whereabouts() === from) showForm(answer.form, context(), (next) => run(async () => next));
    return true;
  } catch (err) {
    if (whereabouts() !== from) return true;
    composer.problem(err.message);
    return false;
  }
}

/** Loads the state. When it is loaded anew meanwhile, that counts: this answer may be older, or for another member. */
function loadState() {
  const load = get("state").then((fresh) => (load === newest ? take(fresh) : newest));
  newest = load;
  return load;
}

function take(fresh) {
  Object.assign(state, fresh);
  if (session.as !== state.me) { // a member of an earlier server
    session.as = state.me;
    localStorage.setItem("as", state.me);
  }
  const remembered = allChannels().find((c) => c.id === location.hash.slice(1));
  if (!channel() && remembered) {
    state.channel = remembered.id;
    state.guild = state.guilds.find((g) => g.channels.includes(remembered))?.id || "";
  } else if (!channel()) {
    const first = state.guilds.find((g) => g.channels.some((c) => c.kind !== 4));
    state.guild = first?.id || "";
    state.channel = first?.channels.find((c) => c.kind === 0)?.id || state.dm?.id || "";
  }
  catchUp();
  draw();
}

/** Marks channels unread in which something was posted while nobody told us. */
function catchUp() {
  for (const c of allChannels()) {
    if (!state.seen.has(c.id)) state.seen.set(c.id, c.last);
    if (newer(c.last, state.seen.get(c.id)) && c.id !== state.channel && !state.unread.has(c.id)) state.unread.set(c.id, 1);
  }
}

/** Whether a message id is of a later message: ids grow. */
const newer = (a, b) => a.length > b.length || (a.length === b.length && a > b);

function draw() {
  const here = channel();
  const label = `Local Discord, for trying ${state.bot.name}`;
  byId("banner-text").textContent = label;
  const unread = [...state.unread.values()].reduce((a, b) => a + b, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${here ? (state.guild ? `#${here.name}` : `@${here.name}`) : ""} · ${label}`;
  byId("channel-name").textContent = here?.name || "";
  byId("channel-name").dataset.mark = state.guild ? "#" : "@";
  byId("topic").textContent = here?.topic || (state.guild ? "" : "Direct messages");
  document.body.dataset.as = state.me;
  drawNav(state, { open: (guildID, channelID) => { clearLine(); return open(guildID, channelID); }, actAs });
  composer.place(here, guild() ? guild().commands : state.commands);
}

/** Empties the line at once when the reader goes elsewhere: later, it would take away what they type there. */
function clearLine() {
  byId("form").close();
  composer.cancel();
  composer.problem("");
}

async function open(guildID, channelID) {
  state.guild = guildID;
  state.channel = channelID;
  history.replaceState(null, "", `#${channelID}`);
  const unread = state.unread.get(channelID) || 0;
  state.unread.delete(channelID);
  state.pings.delete(channelID);
  draw();
  await showMessages(unread);
}

/**
 * Loads the messages of the channel and shows them, unless others are asked for meanwhile. What happens between the server's
 * answer and its showing waits, or the older list would take it away again.
 */
async function showMessages(unread) {
  const { channel: asked } = state;
  const where = whereabouts();
  const show = ++shows;
  hold.begin();
  busy(1);
  try {
    const messages = asked ? await get("messages", { channel: asked }) : [];
    await hold.released;
    if (show !== shows) return;
    state.seen.set(asked, messages.at(-1)?.id || "");
    if (log.where === where && !unread) log.sync(messages);
    else log.show(messages, unread, channel(), where);
  } catch (err) {
    if (show === shows) composer.problem(err.message);
  } finally {
    busy(-1);
    hold.end();
  }
}

/** Says that the messages shown are not yet those of the channel. */
function busy(more) {
  showing += more;
  byId("messages").setAttribute("aria-busy", String(showing > 0));
}

async function actAs(userID) {
  clearLine();
  stop(); // what another member sees is nothing for this one
  session.as = userID;
  localStorage.setItem("as", userID);
  state.unread.clear();
  state.pings.clear();
  state.seen.clear();
  await loadState();
  if (session.as !== userID) return; // another one by now
  await open(state.guild, state.channel);
  if (session.as !== userID) return;
  connect();
  say(`Acting as ${state.people.find((p) => p.id === userID)?.name}`);
}

function arrived(m) {
  if (m.channel_id === state.channel) {
    log.add(m);
    state.seen.set(m.channel_id, m.id);
    if (document.visibilityState === "visible") return;
  }
  if (m.author.id === state.me || m.loading) return;
  state.unread.set(m.channel_id, (state.unread.get(m.channel_id) || 0) + 1);
  const { me, roles } = context();
  if (m.ephemeral || m.pinged.includes("everyone") || m.pinged.includes(me) || m.pinged.some((id) => roles.includes(id))) {
    state.pings.set(m.channel_id, (state.pings.get(m.channel_id) || 0) + 1);
  }
  draw();
}

/** Loads the state anew, once for a burst of changes. */
function soon() {
  clearTimeout(reload);
  reload = setTimeout(refresh, 120);
}

function connect() {
  stop();
  const happens = (handle) => (e) => hold.do(() => handle(e));
  stop = listen({
    hello: () => { byId("link").textContent = ""; return refresh(); }, // something may have happened since the state was loaded
    lost: refresh,
    world: soon,
    commands: soon,
    message: happens(arrived),
    edit: happens((m) => m.channel_id === state.channel && log.change(m)),
    delete: happens((m) => m.channel_id === state.channel && log.remove(m.id)),
    typing: (t) => t.channel_id === state.channel && log.typing(state.bot.name),
  }, (final) => {
    byId("link").textContent = "Not connected. Trying again…";
    if (final) setTimeout(begin, 1000);
  });
}

async function refresh() {
  const here = state.channel;
  try {
    await loadState();
  } catch (err) {
    composer.problem(err.message);
    return;
  }
  if (here !== state.channel) {
    clearLine();
    await open(state.guild, state.channel);
  } else await showMessages(0);
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible" || !state.unread.has(state.channel)) return;
  state.unread.delete(state.channel);
  state.pings.delete(state.channel);
  draw();
});

/** Shows everything and listens; also when the server has been started anew, which knows no reader of an earlier one. */
async function begin() {
  try {
    await loadState();
    await open(state.guild, state.channel);
  } catch (err) {
    composer.problem(err.message);
    setTimeout(begin, 1000);
    return;
  }
  composer.problem("");
  connect();
  document.body.dataset.ready = "true";
}

initNav();
keepFresh();
begin();
