//go:build !linux && !windows

package ledger

// Remote names the kind of network share that dir, or the nearest folder above it that exists,
// lies on; "" when it is local or that cannot be told.
func Remote(dir string) string { return remote(existing(dir)) }
