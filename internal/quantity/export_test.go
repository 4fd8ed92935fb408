package quantity

// Spell writes a number in Chinese numerals, for the tests of their reading.
func Spell(n int64) string { return spell(n) }
