// Fills in blank forms with SheetJS, for the test that reads them back: fill_sheetjs.mjs jobs.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const XLSX = createRequire(import.meta.url)("xlsx");

for (const job of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const book = XLSX.readFile(job.in);
  const sheet = book.Sheets[job.sheet];
  for (const { at, value } of job.cells) {
    sheet[at] = typeof value === "number" ? { t: "n", v: value } : { t: "s", v: value };
  }
  XLSX.writeFile(book, job.out);
}
