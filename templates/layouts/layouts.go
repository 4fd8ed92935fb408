// Package layouts embeds the descriptions of the official forms, one YAML file each; the
// general words are in _common.yaml.
package layouts

import "embed"

// FS holds the *.yaml files at its top.
//
//go:embed *.yaml _common.yaml
var FS embed.FS
