package render

import _ "embed"

// Schema is the JSON Schema (draft 2020-12) of the json format; an element of its files is what
// jsonl writes on a line.
//
//go:embed schema.json
var Schema []byte
