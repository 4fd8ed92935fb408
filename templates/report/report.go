// Package report embeds what the department's report is made of: the parts of the Word template
// (kept unzipped, so that a change can be read), the commented facts file and the words in which
// groups of findings are told.
package report

import "embed"

// FS holds the folder docx (parts of the template), facts.yaml and problems.yaml.
//
//go:embed all:docx facts.yaml problems.yaml
var FS embed.FS
