// SPDX-License-Identifier: Apache-2.0
// Reads a finished page as a reader would: node page_test.mjs page.html [--screenshot out.png] [--width 1280] [--dark]
// With --screenshot it only takes the picture. Needs Debian's Chromium and the packages of web/.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { at, disagreement, expected_numbers } from "./numbers.mjs";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

const kSections = ["answer", "policies", "outcomes", "first", "stocks", "why", "sweeps", "assumptions", "certificate", "reproduce"];
const kExplanationSections = ["answer", "choices", "worth", "tipping", "assumptions", "certificate", "reproduce"];
const kChromium = process.env.PARLEY_CHROMIUM ?? "/usr/bin/chromium";
const kFlags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

function parse_arguments(args) {
  const options = { file: undefined, screenshot: undefined, width: 1280, dark: false };
  for (let i = 0; i < args.length; ++i) {
    if (args[i] === "--screenshot") options.screenshot = args[++i];
    else if (args[i] === "--width") options.width = Number(args[++i]);
    else if (args[i] === "--dark") options.dark = true;
    else options.file = args[i];
  }
  if (!options.file) {
    console.error("usage: node page_test.mjs page.html [--screenshot out.png] [--width 1280] [--dark]");
    process.exit(2);
  }
  return options;
}

const results = { passed: 0, failed: 0 };
async function check(name, body) {
  try {
    const problems = (await body()) ?? [];
    if (problems.length > 0) throw new Error(problems.slice(0, 12).join("\n    ") + (problems.length > 12 ? `\n    and ${problems.length - 12} more` : ""));
    ++results.passed;
    console.log(`ok      ${name}`);
  } catch (error) {
    ++results.failed;
    console.log(`FAILED  ${name}\n    ${error.message}`);
  }
}

async function shown_numbers(page) {
  return page.$$eval("[data-at]", (cells) => cells.map((cell) => ({ at: cell.dataset.at, text: (cell.firstChild?.textContent ?? "").trim().replace(/ ✕ not certified$/, "") })));
}

async function compare_numbers(page, answer, r) {
  const shown = await shown_numbers(page);
  const problems = shown.flatMap(({ at: pointer, text }) => {
    const why = disagreement(text, at(answer, pointer));
    return why ? [`${pointer} is shown as "${text}", but ${why}`] : [];
  });
  const present = new Set(shown.map((cell) => cell.at));
  for (const pointer of expected_numbers(answer, r))
    if (!present.has(pointer)) problems.push(`${pointer} is nowhere on the page`);
  return problems;
}

/** Charts without marks, numbers that are not numbers, text cut at the edge or over other text. */
async function chart_problems(page) {
  return page.$$eval("figure.chart", (figures) => figures.flatMap((figure) => {
    const name = figure.querySelector("h3")?.textContent;
    const problems = [];
    if (!figure.querySelector("details table, table")) problems.push(`${name}: no table behind it`);
    const plot = figure.querySelector(".plot");
    if (!plot) return problems;
    if (!(plot.getAttribute("aria-label") ?? "").trim()) problems.push(`${name}: no text alternative`);
    const svg = plot.querySelector("svg");
    if (!svg) return [...problems, `${name}: no chart was drawn`];
    if (svg.querySelectorAll("path, rect, circle").length === 0) problems.push(`${name}: an empty chart`);
    if (/NaN|undefined/.test(svg.outerHTML)) problems.push(`${name}: NaN or undefined in the drawing`);
    const frame = figure.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].filter((t) => t.textContent.trim()).map((t) => ({ text: t.textContent, box: t.getBoundingClientRect() }));
    for (const { text, box } of texts)
      if (box.left < frame.left - 9 || box.right > frame.right + 9) problems.push(`${name}: "${text}" is cut at the side`);
    for (let i = 0; i < texts.length; ++i)
      for (let j = i + 1; j < texts.length; ++j) {
        const [a, b] = [texts[i].box, texts[j].box];
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 2 && high > 4) problems.push(`${name}: "${texts[i].text}" and "${texts[j].text}" overlap`);
      }
    return problems;
  }));
}

async function axe_problems(page) {
  // By a handle and not by a tag, since the page lets no other script in.
  await page.evaluate(await (await import("node:fs/promises")).readFile(axe, "utf8"));
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .map((v) => `${v.id} (${v.impact}): ${v.help}, ${v.nodes.length} times, as at ${v.nodes[0].target.join(" ")}: ${v.nodes[0].failureSummary?.split("\n")[1] ?? ""}`);
}

async function too_wide(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    return root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}`] : [];
  });
}

const open_all = (page, open) => page.evaluate((o) => { for (const d of document.querySelectorAll("details")) d.open = o; }, open);
const settle = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60)))));

async function unreached_by_tab(page) {
  const wanted = await page.evaluate(() => {
    const controls = [...document.querySelectorAll("a[href], button, select, input, summary, [tabindex='0']")]
      .filter((e) => e.checkVisibility() && !e.closest("details:not([open]) > :not(summary)"));
    controls.forEach((e, i) => { e.dataset.control = String(i); });
    document.activeElement?.blur();
    globalThis.scrollTo(0, 0);
    return controls.map((e) => `${e.tagName.toLowerCase()} "${(e.getAttribute("aria-label") ?? e.textContent ?? "").trim().slice(0, 40)}"`);
  });
  const reached = new Set();
  const invisible = [];
  await page.focus("body");
  for (let i = 0; i < wanted.length + 3; ++i) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => {
      const e = document.activeElement;
      const style = e ? getComputedStyle(e) : undefined;
      return { control: e?.dataset?.control, outlined: style?.outlineStyle !== "none" && parseFloat(style?.outlineWidth ?? "0") > 0 };
    });
    if (now.control === undefined) continue;
    reached.add(now.control);
    if (!now.outlined) invisible.push(`focus is not visible on ${wanted[Number(now.control)]}`);
  }
  return [...wanted.filter((_, i) => !reached.has(String(i))).map((name) => `Tab does not reach ${name}`), ...new Set(invisible)];
}

async function test_sections(page, sections) {
  await check("sections stand in their order, each with a heading and in the contents", async () => {
    const found = await page.$$eval("main > section", (s) => s.map((e) => e.id));
    const links = await page.$$eval("nav a", (s) => s.map((e) => e.getAttribute("href")));
    const headed = await page.$$eval("main > section > h2", (s) => s.length);
    if (found.join() !== sections.join()) return [`found ${found.join()}`];
    if (links.join() !== sections.map((s) => `#${s}`).join()) return [`the contents link to ${links.join()}`];
    return headed === sections.length ? [] : ["a section lacks its heading"];
  });
}

async function test_explanation(page, answer) {
  await test_sections(page, kExplanationSections);
  await check("the status banner says what the JSON says", async () => {
    const text = await page.textContent(".banner");
    const wanted = !answer.certificate.holds ? /^. ?NOT certified/ : answer.status.exit_code === 0 ? /^. ?Certified(?! as far)/ : /^. ?Certified as far as it goes, but NOT finished/;
    return wanted.test(text.trim()) && text.includes(`Exit status ${answer.status.exit_code}`) ? [] : [text];
  });
  await check("the paragraphs are those of the JSON", async () => {
    const shown = await page.$$eval(".paragraphs p", (s) => s.map((e) => e.textContent));
    return shown.join("\n") === answer.paragraphs.join("\n") ? [] : [shown.join("\n")];
  });
  await check("every number shown agrees with the JSON, and none is missing", () => compare_numbers(page, answer));
}

async function test_claims(page, answer) {
  await test_sections(page, ["answer", ...answer.claims.map((one) => `claim-${one.claim}`), "assumptions", "reproduce"]);
  await check("every claim is told in a sentence, with its verdict and its test", async () => {
    const text = (await page.textContent("main")).toLowerCase();
    return answer.claims.flatMap((one) => [one.sentence, one.says, one.test, one.verdict].filter((wanted) => !text.includes(wanted.toLowerCase())).map((wanted) => `missing: ${wanted}`));
  });
  await check("every number shown agrees with the JSON, and none is missing", () => compare_numbers(page, answer));
  await check("the world on the other side can be copied as a command", async () => {
    const commands = await page.$$eval("pre.command code", (s) => s.map((e) => e.textContent));
    return answer.claims.flatMap((one) => (one.other_side && !commands.includes(one.other_side.command) ? [one.other_side.command] : []));
  });
  for (const width of [1280, 800, 360])
    await check(`the worlds are drawn, with a table, nothing cut or overlapping, at ${width} px`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await settle(page);
      const drawn = await page.$$eval("figure.chart", (s) => s.length);
      const wanted = answer.claims.filter((one) => one.picture).length;
      return [...(drawn === wanted ? [] : [`${drawn} pictures, not ${wanted}`]), ...(await chart_problems(page))];
    });
}

async function test_deals(page, answer) {
  await check("the answer is told in its paragraphs", async () => {
    const text = await page.textContent("main");
    return answer.paragraphs.filter((wanted) => !text.includes(wanted)).map((wanted) => `missing: ${wanted}`);
  });
  await check("every number shown agrees with the JSON, and none is missing", () => compare_numbers(page, answer));
  for (const width of [1280, 800, 360])
    await check(`the deals are drawn, nothing cut or overlapping, at ${width} px`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await settle(page);
      return [...((await page.$$eval("figure.chart", (s) => s.length)) > 0 ? [] : ["no picture"]), ...(await chart_problems(page))];
    });
}

async function test_full_page(page, answer) {
  await test_sections(page, kSections);
  await check("the status banner says what the JSON says", async () => {
    const text = await page.textContent(".banner");
    const holds = answer.runs.length > 0 && answer.runs.every((run) => run.certificate.holds);
    const wanted = !holds ? /^. ?NOT certified/ : answer.status.exit_code === 0 ? /^. ?Certified(?! as far)/ : /^. ?Certified as far as it goes, but NOT finished/;
    return wanted.test(text.trim()) && text.includes(`Exit status ${answer.status.exit_code}`) ? [] : [text];
  });
  await check("the paragraphs are those of the JSON", async () => {
    const shown = await page.$$eval(".paragraphs p", (s) => s.map((e) => e.textContent));
    return shown.join("\n") === answer.paragraphs.join("\n") ? [] : [shown.join("\n")];
  });
  await check("every number shown agrees with the JSON, and none is missing, for every run", async () => {
    const problems = [];
    const select = await page.$("select");
    for (let r = 0; r < Math.max(1, answer.runs.length); ++r) {
      if (select) await select.selectOption(String(r));
      await settle(page);
      problems.push(...(await compare_numbers(page, answer, r)));
    }
    if (select) await select.selectOption("0");
    return problems;
  });
  for (const width of [1280, 800, 360])
    await check(`charts are drawn, with a table, nothing cut or overlapping, at ${width} px`, async () => {
      await page.setViewportSize({ width, height: 900 });
      const problems = [];
      const select = await page.$("select");
      for (let r = 0; r < Math.max(1, answer.runs.length); ++r) {
        if (select) await select.selectOption(String(r));
        await settle(page);
        problems.push(...(await chart_problems(page)).map((p) => `${answer.runs[r]?.name}: ${p}`));
      }
      if (select) await select.selectOption("0");
      return problems;
    });
  await check("the run can be chosen by keyboard, and every section follows", async () => {
    if ((await page.$("select")) === null) return answer.runs.length < 2 ? [] : ["there is no control"];
    await page.focus("select");
    await page.keyboard.press("ArrowDown");
    await settle(page);
    const chosen = await page.$$eval("select", (s) => s.map((e) => e.value));
    await page.keyboard.press("ArrowUp");
    return chosen.length > 0 && chosen.every((value) => value === "1") ? [] : [`chosen: ${chosen.join()}`];
  });
  await check("unsourced and assumed numbers are flagged in words", async () => {
    const rows = await page.$$eval("table.numbers tbody tr", (s) => s.map((e) => e.textContent));
    return answer.scenario.numbers.flatMap((n, i) => {
      const wanted = n.source.trim() === "" ? "No source" : /^assum/i.test(n.source.trim()) ? "Assumed" : n.source.split("http")[0].trim();
      return rows[i]?.includes(wanted) ? [] : [`${n.path}: "${wanted}" is not in its row`];
    });
  });
  await check("the command is shown, and can be copied or is left selected", async () => {
    const shown = await page.textContent("pre.command code");
    await page.click("#reproduce button");
    await page.waitForFunction(() => document.querySelector("#reproduce [role=status]")?.textContent !== "");
    return shown === answer.command ? [] : [shown];
  });
  await check("printing unfolds every table, and folds them again", async () => {
    const closed = () => page.$$eval("details:not([open])", (s) => s.length);
    const before = await closed();
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const printed = await closed();
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    return printed === 0 && (await closed()) === before ? [] : [`${before} folded before, ${printed} in print, ${await closed()} after`];
  });
}

async function test_plain_page(page, answer) {
  await check("the paragraphs, the status and the command are shown", async () => {
    const text = await page.textContent("body");
    return [...answer.paragraphs, answer.command, `Exit status ${answer.status.exit_code}`, answer.scenario.title]
      .filter((wanted) => !text.includes(wanted)).map((wanted) => `missing: ${wanted}`);
  });
  await check("every number shown agrees with the JSON", async () =>
    (await shown_numbers(page)).flatMap(({ at: pointer, text }) => {
      const value = at(answer, pointer);
      return (value === null ? text === "–" : Math.abs(Number(text) - value) <= 1e-3 * Math.max(1e-3, Math.abs(value))) ? [] : [`${pointer}: "${text}", not ${value}`];
    }));
}

/** The downloads of the first tables: as many rows as the table has, and the numbers behind its cells. */
async function test_downloads(page, answer) {
  const problems = [];
  const unserved = await page.$$eval("main table", (tables) => tables.filter((t) => !t.closest(".scroll")?.parentElement?.querySelector(".download button")).length);
  if (unserved > 0) problems.push(`${unserved} tables without a button`);
  const buttons = await page.$$(".download button");
  for (const button of buttons.slice(0, 6)) {
    if (!(await button.isVisible())) continue;
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    const text = readFileSync(await download.path(), "utf8");
    const pointers = await button.evaluate((b) => {
      let frame = b.closest(".download").previousElementSibling;
      return { rows: frame.querySelector("table").rows.length, at: [...frame.querySelectorAll("td[data-at]")].map((cell) => cell.dataset.at) };
    });
    const lines = text.split("\r\n").slice(0, -1);
    if (lines.length !== pointers.rows) problems.push(`${download.suggestedFilename()}: ${lines.length} lines for ${pointers.rows} rows`);
    if (!download.suggestedFilename().endsWith(".csv")) problems.push(`named ${download.suggestedFilename()}`);
    for (const pointer of pointers.at) {
      const value = at(answer, pointer);
      if (typeof value === "number" && !text.includes(String(value))) problems.push(`${download.suggestedFilename()} lacks ${pointer}`);
    }
  }
  return problems.slice(0, 5);
}

async function test_page(context, file) {
  const url = pathToFileURL(resolve(file)).href;
  const page = await context.newPage();
  const requests = [];
  const errors = [];
  context.on("request", (request) => { if (request.url() !== url) requests.push(request.url()); });
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) errors.push(message.text()); });
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(url);
  await settle(page);
  const answer = JSON.parse((await page.textContent("#parley-answer")) ?? "null");

  await check("the title is the scenario's", async () =>
    (await page.textContent("h1")) === answer.scenario.title && (await page.title()).startsWith(answer.scenario.title) ? [] : [await page.title()]);
  const plain = await page.evaluate(() => document.documentElement.dataset.page === "plain");
  await (plain ? test_plain_page : answer.kind === "explanation" ? test_explanation : answer.kind === "claims" ? test_claims : answer.kind === "deals" ? test_deals : test_full_page)(page, answer);

  for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [360, "light"], [360, "dark"]])
    for (const open of [false, true]) {
      const where = `${width} px, ${scheme}, tables ${open ? "unfolded" : "folded"}`;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await open_all(page, open);
      await settle(page);
      await check(`no sideways scrolling of the page at ${where}`, () => too_wide(page));
      await check(`axe finds nothing serious at ${where}`, () => axe_problems(page));
    }
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await open_all(page, true);
    await settle(page);
    await check(`Tab reaches every control, visibly, at ${width} px`, () => unreached_by_tab(page));
  }
  if (!plain)
    await check("every table can be downloaded, each number in full", () => test_downloads(page, answer));
  await check("no request leaves the page", () => requests.map((r) => r.slice(0, 200)));
  await check("nothing is complained of in the console", () => errors);
}

async function take_screenshot(context, options) {
  const page = await context.newPage();
  await page.goto(pathToFileURL(resolve(options.file)).href);
  await settle(page);
  await page.screenshot({ path: options.screenshot, fullPage: true });
}

const options = parse_arguments(process.argv.slice(2));
const profile = mkdtempSync(join(tmpdir(), "parley-page-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: kChromium, headless: true, args: kFlags, viewport: { width: options.width, height: 900 },
  colorScheme: options.dark ? "dark" : "light", reducedMotion: "reduce",
});
try {
  if (options.screenshot) await take_screenshot(context, options);
  else await test_page(context, options.file);
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
if (!options.screenshot) console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed > 0 ? 1 : 0);
