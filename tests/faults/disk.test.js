// Disks fill up and folders are mounted wrong: the product says so in words, loses nothing, and goes on when it can.

import assert from "node:assert/strict";
import test from "node:test";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { folder, otklik, start, unlimited } from "../lib/product.js";
import { readOnly, seenBy, smallDisk } from "../lib/mounts.js";
import { answer, lost, someReviews } from "../lib/reviews.js";
import { served } from "../lib/served.js";

test("on a full disk answers are refused in words and reading goes on; with space again they are taken, and none that was taken is lost", async (t) => {
  const disk = await folder(t);
  const product = await start(t, ["demo", "--data", join(disk, "data")], { ...unlimited, inside: smallDisk(disk, 192) });
  const [review] = await someReviews(product);
  const ballast = seenBy(product, join(disk, "ballast"));
  const taken = [];

  await fill(ballast);
  const refusal = await answerUntilRefused(product, review, taken);
  assert.equal(refusal.status, 503, JSON.stringify(refusal.body));
  assert.equal(refusal.body.code, "storage_full");
  assert.match(refusal.body.detail, /[а-яё]/i);
  assert.equal((await product.api(`/api/v1/reviews/${review}`)).status, 200);

  await rm(ballast);
  const text = "Место появилось, отвечаем дальше.";
  const after = await answer(product, review, text);
  assert.equal(after.status, 201, JSON.stringify(after.body));
  assert.deepEqual(await lost(product, [...taken, { id: after.body.comment_id, review, text }]), []);
});

test("a folder that cannot be written is an error in words that names it, not a start that fails later", async (t) => {
  const { data } = await served(t, "sqlite");
  const { code, stderr } = await otklik(["serve", "--data", data, "--listen", "127.0.0.1:0"], { inside: readOnly(data) });
  assert.equal(code, 1);
  assert.ok(stderr.includes(data), stderr);
  assert.doesNotMatch(stderr, /panicked|RUST_BACKTRACE/);
});

test("a second process on the same folder is refused with words", async (t) => {
  const { args, data } = await served(t, "sqlite");
  const first = await start(t, args);
  const { code, stderr } = await otklik(["serve", "--data", data, "--listen", "127.0.0.1:0"]);
  assert.equal(code, 1);
  assert.ok(stderr.includes(data), stderr);
  assert.equal((await fetch(`${first.url}/healthz`)).status, 200);
});

/** Writes zeros until nothing more fits. */
async function fill(path) {
  const file = await open(path, "w");
  try {
    for (let block = Buffer.alloc(1 << 20); ; ) {
      const { bytesWritten } = await file.write(block).catch((error) => {
        if (error.code === "ENOSPC") return { bytesWritten: 0 };
        throw error;
      });
      if (!bytesWritten) {
        if (block.length === 1) return;
        block = Buffer.alloc(block.length >> 4 || 1);
      }
    }
  } finally {
    await file.close();
  }
}

/** Long answers, one after another, until one is not taken. What was written ahead may still have room for some. */
async function answerUntilRefused(product, review, taken) {
  for (let n = 0; n < 5_000; n++) {
    const text = `${n} ${"Спасибо за подробный отзыв. ".repeat(30)}`.trim();
    const result = await answer(product, review, text);
    if (result.status !== 201) return result;
    taken.push({ id: result.body.comment_id, review, text });
  }
  assert.fail("every answer was taken on a full disk");
}
