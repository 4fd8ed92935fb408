package workbook

// collector joins the text of a string item: <t> and the <t> of its runs, without phonetic text.
// One is used for many items; its buffer is reused.
type collector struct {
	buf []byte
}

// item reads the string item whose start tag s has just read (<si>, <is> or <text>), up to its
// end tag. A single plain run is returned as a view of the part.
func (c *collector) item(s *scanner) (string, error) {
	if s.empty {
		return "", nil
	}
	c.buf = c.buf[:0]
	var only []byte // the one run so far, still a view
	runs := 0
	depth := s.depth()
	inText := false
	for {
		switch s.next() {
		case tokenBad:
			return "", s.err
		case tokenEnd:
			return "", errCut
		case tokenOpen:
			switch string(s.name) {
			case "t":
				inText = !s.empty
			case "rPh":
				if !s.skip() {
					return "", errCut
				}
			}
		case tokenClose:
			inText = false
			if s.depth() < depth {
				if runs == 1 && only != nil {
					return view(only), nil
				}
				return string(unescapeX(c.buf)), nil
			}
		case tokenText, tokenCData:
			if !inText {
				continue
			}
			raw := s.b[s.start:s.end]
			if runs++; runs == 1 && plain(raw) {
				only = raw
				continue
			}
			if only != nil {
				c.buf, only = append(c.buf, only...), nil
			}
			var err error
			if c.buf, err = c.add(s, raw); err != nil {
				return "", err
			}
		}
	}
}

func (c *collector) add(s *scanner, raw []byte) ([]byte, error) {
	if s.end < len(s.b) && s.b[s.end] == ']' { // CDATA: entities are no entities there
		return append(c.buf, raw...), nil
	}
	return appendText(c.buf, raw)
}

// readStrings reads the shared string table.
func readStrings(b []byte, part string, m *meter) ([]string, *Error) {
	s := newScanner(b)
	var c collector
	var out []string
	for {
		switch s.next() {
		case tokenBad:
			return nil, damaged(part, "", "共享文字表损坏:"+s.err.Error()+"。")
		case tokenEnd:
			return out, nil
		case tokenOpen:
			switch {
			case out == nil && s.first() && string(s.name) != "sst":
				return nil, damaged(part, "", "共享文字表的内容不对。")
			case s.first():
				n := max(decimalInt(attribute(s.attrs, "uniqueCount")), decimalInt(attribute(s.attrs, "count")), 8)
				out = make([]string, 0, min(n, len(b)/9+1))
				if e := m.hold(costText * cap(out)); e != nil {
					return nil, e.in(part, "")
				}
			case string(s.name) == "si" && (s.depth() == 2 || s.empty && s.depth() == 1):
				text, err := c.item(&s)
				if err != nil {
					return nil, damaged(part, "", "共享文字表损坏:"+err.Error()+"。")
				}
				if len(text) > m.limits.TextSize {
					return nil, overLimit(part, "", "单元格文字过长,超出限制。", "")
				}
				if e := m.goOn(); e != nil {
					return nil, e.in(part, "")
				}
				if len(out) == cap(out) {
					if e := m.hold(costText * len(out)); e != nil {
						return nil, e.in(part, "")
					}
				}
				out = append(out, text)
			}
		}
	}
}
