// A verdict that was given comes into force exactly once wherever the process is killed meanwhile, on both engines.

import assert from "node:assert/strict";
import test from "node:test";
import { signedIn } from "../lib/people.js";
import { otklik, start, unlimited } from "../lib/product.js";
import { served } from "../lib/served.js";
import { eventually } from "../lib/wait.js";

const ROUNDS = Number(process.env.OTKLIK_TEST_VERDICT_CRASHES ?? 20);
// Ten seconds in which a decision can be taken back, and the minute after which work of a killed process is taken up.
const IN_FORCE = 120_000;

for (const storage of ["sqlite", "postgres"]) {
  test(`${ROUNDS} times kill -9 between a decision and its coming into force publishes once on ${storage}`, async (t) => {
    const shop = await served(t, storage);
    const [where, seller] = [shop.args.slice(1), shop.seller];
    let product = await start(t, shop.args, unlimited);
    const answers = await answered(product, seller);
    const moderator = { cookie: await signedIn(product, shop.ready.staff.find(({ role }) => role === "moderator").login) };
    for (let round = 0; round < ROUNDS; round++) {
      assert.ok(await publishNext(product, moderator), "there is something to decide in each round");
      await product.kill();
      product = await start(t, shop.args, unlimited);
    }
    while (await publishNext(product, moderator));

    await eventually("every answer is public", async () => (await hidden(product, seller, answers)).length === 0, IN_FORCE);
    const owner = { cookie: await signedIn(product, shop.ready.sellers[0].login) };
    const verdicts = await firstVerdicts(product, owner);
    for (const { id } of answers) assert.equal(verdicts.get(id), 1, `answer ${id} was judged once`);
    assert.deepEqual([...verdicts].filter(([, times]) => times > 1), [], "nothing was judged twice");
    await product.stop();
    const verified = await otklik(["verify", "receipts", ...where]);
    assert.equal(verified.code, 0, verified.stdout + verified.stderr);
  });
}

/** A new answer to each of as many questions as there are rounds; all of them wait for a moderator. */
async function answered(product, seller) {
  const { questions } = await asked(product, seller, "/v1/question/list", {});
  assert.ok(questions.length > 0);
  const answers = [];
  for (let n = 0; n < ROUNDS; n++) {
    const { id, sku } = questions[n % questions.length];
    const body = { question_id: id, sku, text: `Да, подходит: проверили на складе, образец ${n + 1}.` };
    const { answer_id } = await asked(product, seller, "/v1/question/answer/create", body);
    answers.push({ id: answer_id, question: id, sku });
  }
  return answers;
}

async function asked(product, seller, path, body) {
  const response = await product.api(path, { seller, body });
  const text = await response.text();
  assert.equal(response.status, 200, `${path}: ${text}`);
  return JSON.parse(text);
}

/** Those of the answers that buyers do not see. */
async function hidden(product, seller, answers) {
  const missing = [];
  for (const { id, question, sku } of answers) {
    const { answers: there } = await asked(product, seller, "/v1/question/answer/list", { question_id: question, sku });
    if (there.find((answer) => answer.id === id)?.status_publication !== "PUBLISHED") missing.push(id);
  }
  return missing;
}

/** Takes the next answer and decides that it may be public; false where none waits. */
async function publishNext(product, headers) {
  const page = await fetch(`${product.url}/desk/moderation?queue=answers`, { headers });
  const [path] = (await page.text()).match(/\/desk\/moderation\/cases\/[^"?]+\/decide/) ?? [];
  if (!path) return false;
  const decided = await fetch(product.url + path, { method: "POST", headers, redirect: "manual", body: new URLSearchParams({ do: "publish" }) });
  assert.ok([200, 303].includes(decided.status), `${path}: ${decided.status}`);
  return true;
}

/** How often each answer got a first verdict, by the shop's own chain of receipts. */
async function firstVerdicts(product, headers) {
  const response = await fetch(`${product.url}/menu/receipts/download`, { headers });
  assert.equal(response.status, 200);
  const [, ...lines] = (await response.text()).trim().split("\n");
  const times = new Map();
  for (const record of lines.map((line) => JSON.parse(JSON.parse(line).record))) {
    if (record.subject !== "answer" || record.stage !== "first") continue;
    times.set(record.subject_id, (times.get(record.subject_id) ?? 0) + 1);
  }
  return times;
}
