// Databases on the scratch cluster (CONTRIBUTING.md, "A scratch PostgreSQL").

import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./product.js";

const run = promisify(execFile);
let cluster;

/** The superuser's URL, of the cluster that is given or of one that lives as long as this process. */
function clusterUrl() {
  cluster ??= process.env.OTKLIK_TEST_POSTGRES ? Promise.resolve(process.env.OTKLIK_TEST_POSTGRES) : startCluster();
  return cluster;
}

async function startCluster() {
  const child = spawn(join(root, "scripts/postgres"), { stdio: ["pipe", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    // From now on it must not keep this process alive; its end closes the pipe, and that ends the cluster.
    for (const handle of [child, child.stdin, child.stdout]) handle.unref();
    return line.trim();
  }
  throw new Error("scripts/postgres gave no URL");
}

/** Runs SQL and gives what it prints, fields parted by `|`. */
export async function sql(url, text) {
  const { stdout } = await run("psql", [url, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", text]);
  return stdout.trimEnd();
}

/** The URL of a new database of the test's own. */
export async function database(t) {
  const admin = await clusterUrl();
  const name = `browser_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await sql(admin, `create database ${name}`);
  t.after(() => sql(admin, `drop database if exists ${name} with (force)`));
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}
