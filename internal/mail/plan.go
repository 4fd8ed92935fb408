package mail

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

// Plan cuts a letter into parts that keep the limits, each with the files it carries, in order.
// The first part tells everything; the others only bring files. One letter stays one when its
// files fit. Planning the same letter again gives the same parts, so that their Message-IDs hold.
func Plan(l Letter, limits Limits) []Letter {
	maxFiles := limits.Files
	if maxFiles <= 0 {
		maxFiles = DefaultFiles
	}
	files := append([]File(nil), l.Summaries...)
	var copies []File
	for _, it := range l.Items {
		if it.Copy != nil {
			copies = append(copies, *it.Copy)
		}
	}
	for i := range copies {
		copies[i].Packed = len(copies) > maxFiles
	}
	l.Counts = counts(l.Items, lexicon())
	volumes, large := pack(append(files, copies...), limits.capacity())
	l.Large = large
	parts := make([]Letter, len(volumes))
	for i, v := range volumes {
		part := l
		if i > 0 {
			part.Items, part.Summaries, part.Large = nil, nil, nil
		}
		part.Part, part.Parts, part.Attach = i+1, len(volumes), v
		parts[i] = part
	}
	return parts
}

// pack fills volumes with files in their order; a file that fits in none is large. There is
// always one volume, empty when there is nothing to carry.
func pack(files []File, capacity int64) (volumes [][]File, large []File) {
	var volume []File
	var used int64
	for _, f := range files {
		need := encoded(f.Size+int64(2*len(f.Path))) + perFile
		if need > capacity {
			large = append(large, f)
			continue
		}
		if used+need > capacity && len(volume) > 0 {
			volumes = append(volumes, volume)
			volume, used = nil, 0
		}
		volume = append(volume, f)
		used += need
	}
	if len(volume) > 0 || len(volumes) == 0 {
		volumes = append(volumes, volume)
	}
	return volumes, large
}
