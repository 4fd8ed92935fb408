package mail

import "fmt"

func partLabel(part, parts int) string {
	if parts <= 1 {
		return ""
	}
	return fmt.Sprintf("%d/%d", part, parts)
}
