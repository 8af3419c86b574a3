// Buyers are told of ten thousand messages while the process is killed again and again: every notice stands in the app once, every
// letter has come, and no kill has doubled more than one of them. What a killed process had in hand is taken up at once in a folder;
// on PostgreSQL its lease has to run out.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { mailbox } from "../lib/mailbox.js";
import { signedIn } from "../lib/people.js";
import { folder, start, unlimited } from "../lib/product.js";
import { served } from "../lib/served.js";
import { eventually } from "../lib/wait.js";

const ROUNDS = Number(process.env.OTKLIK_TEST_NOTICE_CRASHES ?? 8);
// Messages of each round.
const MESSAGES = 100;
// What a killed process was sending is taken up after two minutes where nobody knows that it is gone.
const TAKEN_UP = { sqlite: 60_000, postgres: 180_000 };

for (const storage of ["sqlite", "postgres"]) {
  test(`${ROUNDS} times kill -9 while buyers are told of messages loses no notice and doubles none on ${storage}`, async (t) => {
    const [shop, mail] = [await served(t, storage), await mailbox(t)];
    const config = join(await folder(t), "otklik.toml");
    // A machine that is busy with all this must not have messages held because the guard did not come to them in time.
    await writeFile(config, `${mail.toml}[chats]\nper_minute_program = 1000000\nguard_millis = 60000\n`);
    const args = [...shop.args, "--config", config];
    let product = await start(t, args, unlimited);
    const readers = await reachable(product, shop, mail);
    const before = new Map();
    for (const reader of readers) before.set(reader, (await told(product, reader)).length);

    const sent = new Map(readers.map((reader) => [reader, 0]));
    for (let round = 0; round < ROUNDS; round++) {
      // The power fails in the midst of it, at another place each time; what was not acknowledged is said again afterwards.
      const fails = 10 + ((round * 37) % (MESSAGES - 20));
      let next = 0;
      const one = async () => {
        for (let n = next++; n < MESSAGES; n = next++) {
          if (n === fails) await product.kill();
          const reader = readers[n % readers.length];
          const body = { text: `Заказ ${round}-${n}: собран и передан в доставку.`, client_id: `${round}-${n}` };
          const said = () => product.api(`/api/v1/chats/${reader.chat}/messages`, { seller: shop.seller, body });
          const answer = await said().catch(() => undefined);
          if (answer?.ok) sent.set(reader, sent.get(reader) + 1);
          else if (answer) assert.fail(`${answer.status} ${await answer.text()}`);
          else unsaid.push({ reader, body });
        }
      };
      const unsaid = [];
      await Promise.all([one(), one(), one(), one()]);
      product = await start(t, args, unlimited);
      for (const { reader, body } of unsaid) {
        const answer = await product.api(`/api/v1/chats/${reader.chat}/messages`, { seller: shop.seller, body });
        assert.ok(answer.ok, `${answer.status} ${await answer.text()}`);
        sent.set(reader, sent.get(reader) + 1);
      }
    }

    let doubled = 0;
    for (const reader of readers) {
      const all = async () => (await told(product, reader)).length - before.get(reader);
      await eventually("every notice stands in the app", async () => (await all()) >= sent.get(reader));
      assert.equal(await all(), sent.get(reader), "none stands there twice");
      const notices = (await told(product, reader)).slice(0, sent.get(reader)).map(({ id }) => Number(id));
      const written = () => ranges(mail, reader).filter(({ last }) => last >= notices.at(-1));
      const missing = () => notices.filter((seq) => !written().some((one) => one.first <= seq && seq <= one.last));
      await eventually("every letter has come", () => missing().length === 0, TAKEN_UP[storage]).catch((error) => {
        throw new Error(`${error.message}; none about ${missing().slice(0, 5)}…\n${product.log().slice(-2_000)}`);
      });
      const told_of = written().reduce((sum, { count }) => sum + count, 0);
      assert.ok(told_of >= notices.length, `${told_of} of ${notices.length} notices by mail`);
      doubled += overlapping(written());
    }
    t.diagnostic(`${[...sent.values()].reduce((sum, one) => sum + one)} messages, ${mail.letters.length} letters, ${doubled} of them twice`);
    assert.ok(doubled <= ROUNDS, `${doubled} letters came twice in ${ROUNDS} kills`);
  });
}

/** Buyers whom the shop may write to, with what lets them in; each has a confirmed address and wants messages by mail. */
async function reachable(product, shop, mail) {
  const readers = [];
  for (const [n, { login }] of shop.ready.buyers.entries()) {
    const cookie = await signedIn(product, login);
    const ask = (path, method, body) => asked(product, cookie, path, method, body);
    const { items } = await ask("/buyer/chats?limit=100", "GET");
    const chat = items.find(({ client_id: client, closed, kind }) => String(client) === String(shop.seller.client_id) && kind !== "support" && !closed);
    if (!chat) continue;
    const email = `buyer${n}@example.com`;
    await ask("/me/email", "PUT", { email });
    const letter = await mail.letter(email, /Подтвердите/);
    const confirmed = await fetch(inside(product, /https?:\/\/\S+/.exec(letter.text)[0]), { method: "POST", redirect: "manual" });
    assert.ok(confirmed.status < 400, `confirming: ${confirmed.status}`);
    await ask("/me/notification-settings?side=buyer", "PATCH", { topics: { messages: { on: true, email: true } } });
    readers.push({ chat: chat.id, cookie, email });
  }
  assert.ok(readers.length > 0, "the shop talks to somebody");
  return readers;
}

/** The notices of messages that somebody was told, the newest first. */
async function told(product, reader) {
  const all = [];
  for (let after = ""; after !== undefined; ) {
    const page = await asked(product, reader.cookie, `/me/notices?side=buyer&limit=100${after && `&after=${after}`}`, "GET");
    all.push(...page.items.filter(({ kind }) => kind === "chat_message"));
    after = page.next ?? undefined;
  }
  return all;
}

/** Which notices each letter to somebody is about: a letter's id says the first, the last and how many. */
function ranges(mail, { email }) {
  const ids = mail.letters.filter(({ to }) => to.includes(email)).map(({ headers }) => headers["message-id"]);
  return ids.map((id) => {
    const [, first, last, count] = /\.(\d+)(?:-(\d+)\.(\d+))?@/.exec(id);
    return { first: Number(first), last: Number(last ?? first), count: Number(count ?? 1) };
  });
}

/** How many letters tell again of what one before them told of. */
const overlapping = (letters) =>
  letters.filter((one, place) => letters.slice(0, place).some((before) => before.first <= one.last && one.first <= before.last)).length;

const inside = (product, link) => product.url + new URL(link).pathname + new URL(link).search;

async function asked(product, cookie, path, method, body) {
  const headers = { cookie, ...(body && { "Content-Type": "application/json" }) };
  const answer = await fetch(`${product.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text && JSON.parse(text);
}
