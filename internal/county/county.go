// Package county answers whose form it is: county, city, province, and the year.
package county

// County is where a form belongs. The zero value means unknown. Name is the official name
// ("元氏县"), Code the six-digit GB/T 2260 code, "" for places without one (development zones).
type County struct {
	Name, Code, City, Province string
	// From says what decided: flag, roster, folder, form, file; "" when nothing did.
	From string
	// Ambiguous lists the full names that came equally into question; Name is "" then.
	Ambiguous []string
}
