# Fills in blank forms as people's scripts do, for the test that reads them back:
#   fill_openpyxl.py jobs.json
import json
import sys

import openpyxl

for job in json.load(open(sys.argv[1], encoding="utf-8")):
    book = openpyxl.load_workbook(job["in"])
    sheet = book[job["sheet"]]
    for cell in job["cells"]:
        sheet[cell["at"]] = cell["value"]
    book.save(job["out"])
