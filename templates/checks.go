package templates

import "embed"

// Checks holds what each check means: one YAML file for each group, an entry for each code.
//
//go:embed checks/*.yaml
var Checks embed.FS
