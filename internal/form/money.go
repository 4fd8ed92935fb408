package form

import "jixiao/internal/decimal"

// Wan converts an amount to 万元; ok is false for a unit that is not known.
func Wan(amount decimal.Decimal, unit string) (wan decimal.Decimal, ok bool) {
	switch unit {
	case "万元":
		return amount, true
	case "元":
		return amount.Shift(-4), true
	case "千元":
		return amount.Shift(-1), true
	case "亿元":
		return amount.Shift(4), true
	}
	return amount, false
}
