// Fills in blank forms with exceljs, for the test that reads them back: fill_exceljs.mjs jobs.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const ExcelJS = createRequire(import.meta.url)("exceljs");

for (const job of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(job.in);
  const sheet = book.getWorksheet(job.sheet);
  for (const { at, value } of job.cells) sheet.getCell(at).value = value;
  await book.xlsx.writeFile(job.out);
}
