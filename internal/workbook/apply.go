package workbook

import "errors"

// Apply writes edits and an appended sheet into a copy of the workbook.
func (b *Book) Apply(edits []Edit, add *NewSheet) (Applied, error) {
	return Applied{}, errors.New("writing is not built yet")
}
