package decimal

// MarshalText writes the number as String does, so that JSON and other text formats carry it
// exactly.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote; see Parse.
func (d *Decimal) UnmarshalText(text []byte) error {
	v, err := Parse(string(text))
	if err == nil {
		*d = v
	}
	return err
}

// MarshalText writes the number, nothing when it is unknown.
func (n Null) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (n *Null) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*n = Null{}
		return nil
	}
	var d Decimal
	err := d.UnmarshalText(text)
	if err == nil {
		*n = Some(d)
	}
	return err
}

// MarshalJSON writes the number as a string, null when it is unknown.
func (n Null) MarshalJSON() ([]byte, error) {
	if !n.Valid {
		return []byte("null"), nil
	}
	return []byte(`"` + n.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (n *Null) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*n = Null{}
		return nil
	}
	if len(data) < 2 || data[0] != '"' || data[len(data)-1] != '"' {
		return ErrSyntax
	}
	return n.UnmarshalText(data[1 : len(data)-1])
}
