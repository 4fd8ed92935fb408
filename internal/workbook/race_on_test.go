//go:build race

package workbook

// raced tells that the race detector is in the binary, which takes several times the memory.
const raced = true
