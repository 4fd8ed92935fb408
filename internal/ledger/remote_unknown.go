//go:build !linux && !windows && !darwin

package ledger

// remote cannot tell on this system.
func remote(string) string { return "" }
