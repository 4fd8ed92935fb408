package workbook

// Limits bound what one file may cost. The zero value of a field means its default (DefaultLimits).
type Limits struct {
	Bytes    int64 // inflated bytes of the parts we read, all together
	Memory   int64 // bytes that the opened workbook holds: inflated parts, cells, texts, indexes
	Ratio    int64 // inflated ÷ deflated of one part larger than 1 MiB
	Entries  int   // parts in the package
	Cells    int   // non-empty cells of the workbook
	Sheets   int   // sheets of the workbook
	Merges   int   // merged ranges of one sheet
	TextSize int   // bytes of one cell's text
	// Stop, when set, is asked now and then while a file is read; true ends the reading with CodeTime. So
	// the caller's clock bounds the time without this room having one.
	Stop func() bool
}

// DefaultLimits are far above what any official form needs and far below what hurts a small computer.
var DefaultLimits = Limits{
	Bytes: 256 << 20, Memory: 512 << 20, Ratio: 200, Entries: 10_000, Cells: 4_000_000, Sheets: 500, Merges: 100_000,
	TextSize: 4 * 32_767, // Excel's own limit is 32,767 characters
}

// The names by which users set a limit: --limit cells=… and the section limits of jixiao.yaml.
const (
	LimitInflated = "inflated_mb"
	LimitMemory   = "memory_mb"
	LimitRatio    = "ratio"
	LimitEntries  = "parts"
	LimitCells    = "cells"
	LimitTime     = "time"
)

// withDefaults fills the fields that are zero.
func (l Limits) withDefaults() Limits {
	d := &DefaultLimits
	orDefault(&l.Bytes, d.Bytes)
	l.Bytes = min(l.Bytes, 1<<32-1) // positions in a part are kept in 32 bits
	orDefault(&l.Memory, d.Memory)
	orDefault(&l.Ratio, d.Ratio)
	orDefault(&l.Entries, d.Entries)
	orDefault(&l.Cells, d.Cells)
	orDefault(&l.Sheets, d.Sheets)
	orDefault(&l.Merges, d.Merges)
	orDefault(&l.TextSize, d.TextSize)
	return l
}

func orDefault[T int | int64](v *T, d T) {
	if *v == 0 {
		*v = d
	}
}

// meter counts what one file has cost so far and refuses what would go beyond its limits.
type meter struct {
	limits   Limits
	inflated int64
	memory   int64
	cells    int
	asked    uint // how often goOn was called
}

// What a kept thing takes in memory beside its text, growing slices included.
const (
	costCell    = 32
	costRow     = 16
	costText    = 20
	costFormula = 160
	costMerge   = 72
)

// hold counts n more bytes that stay in memory while the workbook is open.
func (m *meter) hold(n int) *Error {
	if m.memory += int64(n); m.memory > m.limits.Memory {
		return overLimit("", "", "文件占用的内存过大,超出限制。", LimitMemory)
	}
	return nil
}

// inflate counts n bytes that a part will have once it is inflated.
func (m *meter) inflate(n int) *Error {
	if m.inflated += int64(n); m.inflated > m.limits.Bytes {
		return overLimit("", "", "文件解压后过大,超出限制。", LimitInflated)
	}
	return m.hold(n)
}

// cell counts one more cell that is kept.
func (m *meter) cell() *Error {
	if m.cells++; m.cells > m.limits.Cells {
		return overLimit("", "", "有内容的单元格过多,超出限制。", LimitCells)
	}
	if e := m.hold(costCell); e != nil {
		return e
	}
	return m.goOn()
}

// askEvery is how many rows, cells or texts are read between two questions to Stop; together they take well
// below a millisecond.
const askEvery = 1024

// goOn is called for every row and text; it lets the reading end when its time is over.
func (m *meter) goOn() *Error {
	if m.asked++; m.asked%askEvery != 0 {
		return nil
	}
	return m.check()
}

// check asks Stop at once.
func (m *meter) check() *Error {
	if m.limits.Stop != nil && m.limits.Stop() {
		return &Error{Code: CodeTime, Message: "读取文件用的时间超出限制,没有读完。", Hint: hintOver(LimitTime)}
	}
	return nil
}

// in names the part and, where known, the place of an error that does not name them yet.
func (e *Error) in(part, place string) *Error {
	if e.Part == "" {
		e.Part = part
	}
	if e.Place == "" {
		e.Place = place
	}
	return e
}
