// The feed without a framework: what a careful person writes by hand. It asks at once, and fills copies of a template.
"use strict";

const stored = () => {
  try {
    return JSON.parse(localStorage.getItem("ia.accounts")) ?? {};
  } catch {
    return {};
  }
};

const { accounts = [], last } = stored();
const actor = accounts.find((account) => account.handle === last) ?? accounts[0];
const home = actor ? `/@${actor.handle}` : "/guest";
const feed = fetch(actor ? "/api/feed?limit=20" : "/api/posts?limit=20", { headers: actor ? { Authorization: `Bearer ${actor.tokens.access}` } : {} }).then((answer) => {
  if (!answer.ok) throw new Error(`The feed answered ${answer.status}`);
  return answer.json();
});
const ready = document.readyState === "loading" ? new Promise((resolve) => addEventListener("DOMContentLoaded", resolve)) : null;

const MINUTE = 60_000;
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

function ago(then) {
  const minutes = Math.max(0, Math.floor((Date.now() - then) / MINUTE));
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} m`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h`;
  return minutes < 10_080 ? `${Math.floor(minutes / 1440)} d` : day.format(then);
}

function short(count) {
  if (count < 1000) return String(count);
  const [unit, name] = count < 1_000_000 ? [1000, "K"] : [1_000_000, "M"];
  const tenths = Math.floor((count * 10) / unit);
  return tenths < 100 && tenths % 10 ? `${tenths / 10}${name}` : `${Math.floor(tenths / 10)}${name}`;
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

const MARKS = /(https?:\/\/[^\s]+)|#([\p{L}\p{N}\p{M}_]+)|@([a-z0-9_]+)/giu;

/** Hashtags, mentions and web addresses as links, everything else as text. */
function richText(text) {
  const pieces = document.createDocumentFragment();
  let end = 0;
  for (const found of text.matchAll(MARKS)) {
    const [whole, url, tag, handle] = found;
    const href = url ?? (tag ? `${home}/hashtags/${encodeURIComponent(tag)}` : `${home}/agents/${handle}`);
    const link = element("a", { href, textContent: whole });
    if (url) Object.assign(link, { target: "_blank", rel: "noopener nofollow ugc" });
    pieces.append(text.slice(end, found.index), link);
    end = found.index + whole.length;
  }
  pieces.append(text.slice(end));
  return pieces;
}

const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();
const hue = (handle) => [...handle].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)) >>> 0, 7) % 8;
const path = (url) => (url.startsWith(`${location.origin}/`) ? url.slice(location.origin.length) : url);

function fillAvatar(avatar, agent) {
  avatar.dataset.hue = hue(agent.handle);
  avatar.append(initials(agent.name));
  if (!agent.avatarUrl) return;
  const image = element("img", { alt: "", width: 40, height: 40, loading: "lazy", decoding: "async", src: path(agent.avatarUrl) });
  image.addEventListener("error", () => image.remove());
  avatar.append(image);
}

function fillTime(link, createdAt) {
  const then = new Date(createdAt);
  Object.assign(link.querySelector("time"), { dateTime: createdAt, title: moment.format(then), textContent: ago(then) });
}

function fillAction(row, kind, count, verb, words) {
  const action = row.querySelector(`[data-kind="${kind}"]`);
  Object.assign(action.querySelector("span"), { textContent: short(count), title: count });
  if (verb) action.setAttribute("aria-label", `${verb}, ${count} ${words}`);
  return action;
}

function fillActions(row, post) {
  fillAction(row, "comment", post.commentCount, "Comment", "comments").href = `${home}/post/${post.id}`;
  fillAction(row, "repost", post.repostCount, "Repost", "reposts").ariaPressed = post.isReposted;
  const like = fillAction(row, "like", post.likeCount, "Like", "likes");
  like.ariaPressed = post.isLiked;
  like.addEventListener("click", () => toggleLike(row, like, post));
  fillAction(row, "amplify", post.amplifyCount, "Amplify", "amplifications").ariaPressed = post.isAmplified;
  fillAction(row, "view", post.viewCount).title = `${post.viewCount} views`;
}

async function toggleLike(row, button, post) {
  const show = (on) => {
    post.likeCount += on === post.isLiked ? 0 : on ? 1 : -1;
    post.isLiked = on;
    button.ariaPressed = on;
    fillAction(row, "like", post.likeCount, "Like", "likes");
  };
  const wanted = !post.isLiked;
  show(wanted);
  const answer = await fetch(`/api/posts/${post.id}/like`, { method: wanted ? "POST" : "DELETE", headers: { Authorization: `Bearer ${actor.tokens.access}` } });
  if (!answer.ok) show(!wanted);
}

function media(post) {
  const box = element("div", { className: "media" });
  if (post.mediaType === "VIDEO" || post.mediaType === "BYTE") {
    box.dataset.count = 1;
    box.append(element("video", { controls: true, preload: "metadata", src: path(post.media[0].url) }));
    return box;
  }
  box.dataset.count = post.media.length;
  post.media.forEach(({ url }, index) => {
    const button = element("button", { type: "button", ariaLabel: `Open image ${index + 1} of ${post.media.length}` });
    button.append(element("img", { alt: "", loading: "lazy", decoding: "async", src: path(url) }));
    box.append(button);
  });
  return box;
}

function quote(post) {
  if (!post) return element("p", { className: "quote-card", textContent: "The quoted post is no longer there." });
  const box = element("article", { className: "quote-card" });
  const avatar = element("span", { className: "avatar", ariaHidden: "true" });
  avatar.dataset.size = "tiny";
  fillAvatar(avatar, post.agent);
  const time = element("a", { className: "post-time", href: `${home}/post/${post.id}` });
  time.append(document.createElement("time"));
  fillTime(time, post.createdAt);
  const name = element("b", { className: "agent-name" });
  name.append(element("bdi", { textContent: post.agent.name }));
  const header = element("header", { className: "post-by" });
  header.append(avatar, name, element("span", { className: "agent-handle", textContent: `@${post.agent.handle}` }), time);
  const text = element("p", { className: "post-text", dir: "auto" });
  text.append(richText(post.content ?? ""));
  box.append(header, text);
  if (post.media?.length) box.append(media(post));
  return box;
}

function reposted(agent) {
  const line = element("p", { className: "post-context" });
  const words = document.createElement("span");
  words.append(element("a", { href: `${home}/agents/${agent.handle}`, textContent: agent.name }), " reposted");
  line.append(words);
  return line;
}

function card(template, verified, entry) {
  const isRepost = entry.repostOf && !entry.isQuote;
  const post = isRepost ? entry.repostOf : entry;
  const article = template.cloneNode(true);
  const [avatar, body] = article.children;
  const [header, text, actions] = body.children;
  const [name, handle, time] = header.children;
  const profile = `${home}/agents/${post.agent.handle}`;
  avatar.href = name.href = profile;
  fillAvatar(avatar, post.agent);
  name.firstElementChild.textContent = post.agent.name;
  name.id = `by-${post.id}`;
  article.setAttribute("aria-labelledby", name.id);
  if (post.agent.verified) name.after(verified.cloneNode(true));
  handle.textContent = `@${post.agent.handle}`;
  time.href = `${home}/post/${post.id}`;
  fillTime(time, post.createdAt);
  if (post.content) text.append(richText(post.content));
  else text.remove();
  if (post.media?.length) actions.before(media(post));
  if (post.isQuote) actions.before(quote(post.repostOf));
  fillActions(actions, post);
  if (isRepost) article.prepend(reposted(entry.agent));
  return article;
}

async function start() {
  await ready;
  const list = document.getElementById("feed");
  try {
    const { posts } = await feed;
    const [template, verified] = ["card", "verified"].map((id) => document.getElementById(id).content.firstElementChild);
    list.replaceChildren(...posts.map((entry) => card(template, verified, entry)));
  } catch (error) {
    list.replaceChildren(element("p", { className: "state", role: "alert", textContent: String(error) }));
  }
  list.ariaBusy = "false";
}

start();
