package batch

import (
	"fmt"
	"io"
	"os"
)

// spoolMemory is how much a spool keeps in memory before it goes to a temporary file.
const spoolMemory = 4 << 20

// spool keeps records until the end of a run, on disk once they are many, and gives them back in
// any order. Records may be added and read by one goroutine at a time.
type spool struct {
	ends []int64 // of each record
	tail []byte  // not yet in the file
	file *os.File
	err  error // the first one; it sticks
}

// add appends a record and returns its index. A spool that failed keeps nothing and says so in get.
func (s *spool) add(record []byte) int {
	s.tail = append(s.tail, record...)
	s.ends = append(s.ends, s.end()+int64(len(record)))
	if len(s.tail) > spoolMemory {
		s.flush()
	}
	return len(s.ends) - 1
}

func (s *spool) end() int64 {
	if len(s.ends) == 0 {
		return 0
	}
	return s.ends[len(s.ends)-1]
}

func (s *spool) flush() {
	if s.file == nil && s.err == nil {
		s.file, s.err = os.CreateTemp("", "jixiao-*.tmp")
	}
	if s.err == nil {
		_, s.err = s.file.Write(s.tail)
	}
	s.tail = s.tail[:0]
}

// get returns record i in a slice of its own.
func (s *spool) get(i int) ([]byte, error) {
	if s.err != nil {
		return nil, fmt.Errorf("不能使用临时文件:%w", s.err)
	}
	from := int64(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	record := make([]byte, s.ends[i]-from)
	written := s.end() - int64(len(s.tail))
	if from >= written {
		copy(record, s.tail[from-written:])
		return record, nil
	}
	_, err := io.ReadFull(io.NewSectionReader(s.file, from, int64(len(record))), record)
	return record, err
}

// close removes the temporary file.
func (s *spool) close() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
		s.file = nil
	}
}

// Aside keeps the rows of summarised forms outside of memory; it is the summary.Store of a run. The
// zero value is ready for use.
type Aside struct{ spool spool }

// Put implements summary.Store.
func (a *Aside) Put(data []byte) int { return a.spool.add(data) }

// Get implements summary.Store.
func (a *Aside) Get(number int) ([]byte, error) { return a.spool.get(number) }

// Close removes what is on disk.
func (a *Aside) Close() { a.spool.close() }
