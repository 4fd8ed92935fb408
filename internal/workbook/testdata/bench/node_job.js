// node_job.js exceljs|xlsx FOLDER [rounds]: open each .xlsx, read every cell, write 15 numbers and 10
// texts, save. The library must be installed where NODE_PATH leads.
const fs = require('fs'), path = require('path'), os = require('os');
const [kind, folder, rounds = '1'] = process.argv.slice(2);
const files = fs.readdirSync(folder).filter(f => f.endsWith('.xlsx')).map(f => path.join(folder, f));
const out = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'job-')), 'out.xlsx');
const jobs = {
  async exceljs(file) {
    const book = new (require('exceljs').Workbook)();
    await book.xlsx.readFile(file);
    let n = 0;
    for (const s of book.worksheets) {
      s.eachRow(r => r.eachCell(() => { n++; }));
      if (!s.name.startsWith('自评表')) continue;
      for (let i = 0; i < 15; i++) s.getCell(12 + i, 8).value = 5.5;
      for (let i = 0; i < 10; i++) s.getCell(12 + i, 9).value = '复算与填报不符';
    }
    await book.xlsx.writeFile(out);
  },
  async xlsx(file) {
    const lib = require('xlsx');
    const book = lib.readFile(file, { cellStyles: true });
    for (const name of book.SheetNames) {
      const s = book.Sheets[name];
      lib.utils.sheet_to_json(s, { header: 1 });
      if (!name.startsWith('自评表')) continue;
      for (let i = 0; i < 15; i++) s['H' + (12 + i)] = { t: 'n', v: 5.5 };
      for (let i = 0; i < 10; i++) s['I' + (12 + i)] = { t: 's', v: '复算与填报不符' };
    }
    lib.writeFile(book, out);
  },
};
(async () => {
  await jobs[kind](files[0]);
  const begin = process.hrtime.bigint(), cpu = process.cpuUsage();
  for (let r = 0; r < +rounds; r++) for (const f of files) await jobs[kind](f);
  const used = process.cpuUsage(cpu), n = rounds * files.length;
  console.log(`${kind}: ${(Number(process.hrtime.bigint() - begin) / 1e6 / n).toFixed(2)} ms wall, ${((used.user + used.system) / 1e3 / n).toFixed(2)} ms cpu a file`);
})();
