#!/usr/bin/env bash
# The job of scoring held against the libraries that people use elsewhere, on the same 50 small forms.
# Run by hand from the project's folder; node libraries are fetched to a temporary folder.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/forms"
JIXIAO_FORMS="$work/forms" go test ./internal/fixture -run '^TestShapes$' -count=1 >/dev/null
go test ./internal/batch -run '^$' -bench 'BenchmarkScore/small' -benchtime 1000x
/usr/bin/python3 internal/workbook/testdata/bench/openpyxl_job.py "$work/forms" 2
(cd "$work" && npm install --silent --no-audit --no-fund exceljs@4.4.0 xlsx@0.18.5 >/dev/null)
for library in exceljs xlsx; do
  NODE_PATH="$work/node_modules" node internal/workbook/testdata/bench/node_job.js "$library" "$work/forms" 4
done
