package decimal

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// A figure that a county hands on as JSON must arrive in the city as the same number, and an
// unknown one as unknown, never as 0.
func TestTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Some(New(rapid.Int64().Draw(t, "coeff"), rapid.Int32Range(-9, 3).Draw(t, "exp")))
		want.Valid = rapid.Bool().Draw(t, "known")
		data, err := json.Marshal(want)
		var got Null
		if err == nil {
			err = json.Unmarshal(data, &got)
		}
		if err != nil || got.Valid != want.Valid || want.Valid && !got.Equal(want.Decimal) {
			t.Fatalf("%s became %s (%v)", want, got, err)
		}
	})
	var d Decimal
	if err := json.Unmarshal([]byte(`"1O"`), &d); err == nil {
		t.Error("1O was read as a number")
	}
}
