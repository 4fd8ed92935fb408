// Package config embeds the commented configuration that a new workspace starts with.
package config

import _ "embed"

// File is jixiao.yaml with every setting at its default and what it means.
//
//go:embed jixiao.yaml
var File []byte
