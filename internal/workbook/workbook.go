// Package workbook is the only room that opens other people's workbooks. Open gives an immutable
// grid; Apply turns a list of edits into new bytes and leaves everything else of the package
// as it was. Every problem of reading is an *Error naming part and place, never an empty sheet.
package workbook

import (
	"jixiao/internal/cellref"
)

// Kind says what a cell stores.
type Kind uint8

const (
	Empty Kind = iota
	Number
	Text
	Bool
	Fault // an error value such as #REF!, or a number cell that holds no number
)

// Cell is one cell as stored and as shown. The zero Cell is an empty or absent one.
type Cell struct {
	Kind Kind
	// Raw is the stored text: a number's decimal text exactly as in the file, text with its
	// line breaks (rich text joined, phonetic text left out), "TRUE"/"FALSE", or the error value.
	// A cell that stores an ISO date (type d) reads as its serial number.
	Raw string
	// Format is the number format code in force ("0%", "yyyy/m/d"), "" for General.
	Format string
	// Formula is the formula without "="; "" when the cell has none. Raw then is its cached
	// value, and Kind is Empty when none is cached.
	Formula string

	date1904 bool
}

// Edit changes one cell. Only what is set is changed.
type Edit struct {
	Sheet string
	Cell  cellref.Ref
	// Number, when not "", is exact decimal text that becomes the cell's numeric value; Text,
	// when not "", becomes its text. The cell keeps its own style. A cell that already holds
	// the same value is left alone byte for byte, also when it holds the number as text. A formula
	// stays when it evaluates to the same value and is replaced otherwise (reported in Applied.Replaced).
	Number, Text string
	// Comment, when not "", becomes a cell comment; an existing comment is kept and this one
	// appended, unless a comment of ours is there already: then it is replaced.
	Comment string
	// Shade, when not "", is the fill as RRGGBB; the rest of the cell's style stays.
	Shade string
}

// TextStyle names the few looks of the cells of an appended sheet.
type TextStyle uint8

const (
	Plain TextStyle = iota
	Heading
	Strong
	Good
	Warning
	Bad
)

// NewCell is one cell of an appended sheet. Link, when not "", is a place in the workbook
// ("'自评表'!F12") that a click leads to. Number, when not "", is written as a number.
type NewCell struct {
	Text, Number, Link string
	Style              TextStyle
}

// NewSheet is a sheet that Apply appends, replacing a sheet of the same name that an earlier
// Apply made. Widths are in characters; Header rows are repeated in print and frozen.
type NewSheet struct {
	Name   string
	Widths []float64
	Header int // number of leading rows that are frozen and repeated on paper
	Rows   [][]NewCell
}

// Replaced tells of a formula that gave way to a value.
type Replaced struct {
	Sheet   string
	Cell    cellref.Ref
	Formula string
	Cached  string // what the file said its value was
	Value   string // what stands there now
	// Block is, for a formula whose result fills several cells, all of these: one of them got a value of its
	// own, so the formula gave way to its values, which otherwise stay as they were. Else the zero Range.
	Block cellref.Range
}

// Applied is what Apply did.
type Applied struct {
	Data []byte
	// Written lists the cells whose value changed.
	Written []cellref.Ref
	// Replaced lists formulas that disagreed and became values.
	Replaced []Replaced
	// Uncertain lists formula cells that depend on edited cells and could not be recomputed
	// here: their cached value was removed, Excel and LibreOffice compute it on opening.
	Uncertain []string
}
