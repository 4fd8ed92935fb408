package mail

import "slices"

// Limits is what one mail may weigh.
type Limits struct {
	// Bytes bounds a whole mail as it travels, encoding included; 0 means DefaultBytes.
	Bytes int64
	// Files is how many marked copies travel singly; more travel in archives. 0 means
	// DefaultFiles.
	Files int
}

// The usual limits: what the strictest of the common Chinese mail services take, and what a
// person opens one by one.
const (
	DefaultBytes = 15 << 20
	DefaultFiles = 10
)

const (
	// perFile is the room for the headers of one attachment, or for its place in an archive.
	perFile = 2 << 10
	// forWords is the room for the pages of a letter at most; small limits give them a quarter.
	forWords = 512 << 10
)

// encoded is how many bytes n bytes take in a mail: base64 in lines of 76 and their line ends.
func encoded(n int64) int64 {
	chars := (n + 2) / 3 * 4
	return chars + (chars+75)/76*2
}

// capacity is how many bytes of files one mail takes.
func (l Limits) capacity() int64 {
	total := l.Bytes
	if total <= 0 {
		total = DefaultBytes
	}
	return total - min(forWords, total/4)
}

// files are what a letter brings: the summaries, then the marked copies.
func (l *Letter) files() []File {
	files := append([]File(nil), l.Summaries...)
	for _, it := range l.Items {
		if it.Copy != nil {
			files = append(files, *it.Copy)
		}
	}
	return files
}

// Divide says which files travel in each of the mails that a letter takes, in order; one that no
// mail takes travels in none. There is always one mail, and one is enough when the files fit.
func Divide(l *Letter, limits Limits) [][]File {
	return pack(l.files(), limits.capacity())
}

// Again divides files that were divided before, the first fixed mails of which may have arrived:
// those stay as they are, and the others too while they keep the limits. Files may have grown,
// and a limit may be smaller since a server refused a mail.
func Again(volumes [][]File, fixed int, limits Limits) [][]File {
	var rest []File
	fits := true
	for _, v := range volumes[fixed:] {
		rest = append(rest, v...)
		fits = fits && weight(v) <= limits.capacity()
	}
	if fits {
		return volumes
	}
	return append(volumes[:fixed:fixed], pack(rest, limits.capacity())...)
}

// Part makes the letter that brings volumes[i]. The first tells everything, the others only bring
// files; each names the files that no mail takes.
func Part(l Letter, volumes [][]File, i int, limits Limits) Letter {
	l.Counts = counts(l.Items, lexicon())
	l.Large = nil
	for _, f := range l.files() {
		if f.need() > limits.capacity() && !slices.ContainsFunc(volumes, func(v []File) bool { return holds(v, f) }) {
			l.Large = append(l.Large, f)
		}
	}
	maxFiles := limits.Files
	if maxFiles <= 0 {
		maxFiles = DefaultFiles
	}
	copies := 0
	for _, v := range volumes {
		for _, f := range v {
			if !holds(l.Summaries, f) {
				copies++
			}
		}
	}
	l.Part, l.Parts = i+1, len(volumes)
	l.Attach = append([]File(nil), volumes[i]...)
	for k := range l.Attach {
		l.Attach[k].Packed = copies > maxFiles && !holds(l.Summaries, l.Attach[k])
	}
	if i > 0 {
		l.Items, l.Summaries = nil, nil
	}
	return l
}

func holds(files []File, f File) bool {
	return slices.ContainsFunc(files, func(g File) bool { return g.Path == f.Path })
}

// need is the room that a file takes in a mail.
func (f File) need() int64 { return encoded(f.Size+int64(2*len(f.Path))) + perFile }

func weight(files []File) (n int64) {
	for _, f := range files {
		n += f.need()
	}
	return n
}

// pack fills volumes with files in their order, leaving out those that fit in none. There is always
// one volume, empty when there is nothing to carry.
func pack(files []File, capacity int64) (volumes [][]File) {
	var volume []File
	for _, f := range files {
		if f.need() > capacity {
			continue
		}
		if weight(volume)+f.need() > capacity {
			volumes = append(volumes, volume)
			volume = nil
		}
		volume = append(volume, f)
	}
	if len(volume) > 0 || len(volumes) == 0 {
		volumes = append(volumes, volume)
	}
	return volumes
}
