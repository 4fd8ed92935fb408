// Package templates holds what jixiao knows as data: word lists, rule sets, official layouts,
// blank forms, check texts. Adding a region's form or rules means adding a file here.
package templates

import "embed"

// FS holds the data, one folder for each kind.
//
//go:embed all:words all:rules all:layouts
var FS embed.FS
