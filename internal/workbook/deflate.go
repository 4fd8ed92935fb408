package workbook

import (
	"math/bits"
	"sync"
)

// Parts of a form are small: a few thousand bytes of XML that repeats itself. Making Huffman tables for
// them costs more than finding the repetitions, so small parts are deflated with the fixed tables of
// RFC 1951, 3.2.6, in one pass with one candidate for each match. It takes a quarter of the time of a
// general encoder and makes a form a few per cent larger.
const (
	smallPart   = 64 << 10 // larger parts go to the general encoder
	hashBits    = 12
	shortest    = 4 // bytes of a match worth its code; three are rarely
	longest     = 258
	farthest    = 32 << 10
	hashFactor  = 0x9E3779B1
	endOfBlock  = 256
	lengthsFrom = 257
)

// fixedCode is a Huffman code with its extra bits, lowest bit first as the stream has it.
type fixedCode struct {
	bits  uint32
	width uint8
}

// fixedCodes are the codes of RFC 1951: literals, lengths of matches with their extra bits, and the
// base and extra bits of each distance code.
type fixedCodes struct {
	literal  [endOfBlock + 1]fixedCode
	length   [longest + 1]fixedCode
	distance [30]struct {
		code  fixedCode
		base  int
		extra uint8
	}
}

var fixed = makeFixedCodes()

func makeFixedCodes() *fixedCodes {
	c := new(fixedCodes)
	for s := range c.literal {
		c.literal[s] = fixedSymbol(s)
	}
	// 3.2.5: eight codes without extra bits, then four for each number of extra bits; 258 is the last code
	symbol, length := lengthsFrom, 3
	for extra := 0; extra <= 5; extra++ {
		codes := 4
		if extra == 0 {
			codes = 8
		}
		for range codes {
			code := fixedSymbol(symbol)
			for n := 0; n < 1<<extra && length <= longest; n++ {
				c.length[length] = fixedCode{code.bits | uint32(n)<<code.width, code.width + uint8(extra)}
				length++
			}
			symbol++
		}
	}
	c.length[longest] = fixedSymbol(285)
	base := 1
	for s := range c.distance {
		d := &c.distance[s]
		d.extra = uint8(max(0, s/2-1))
		d.code, d.base = fixedCode{bits.Reverse32(uint32(s)) >> 27, 5}, base
		base += 1 << d.extra
	}
	return c
}

// fixedSymbol returns the code of a literal or length symbol.
func fixedSymbol(s int) fixedCode {
	code, width := 0, 8
	switch {
	case s < 144:
		code = 0x30 + s
	case s < 256:
		code, width = 0x190+s-144, 9
	case s < 280:
		code, width = s-256, 7
	default:
		code = 0xC0 + s - 280
	}
	return fixedCode{bits.Reverse32(uint32(code)) >> (32 - width), uint8(width)}
}

// distanceSymbol returns the code number of a distance.
func distanceSymbol(d int) int {
	if d <= 4 {
		return d - 1
	}
	n := bits.Len(uint(d-1)) - 2 // extra bits
	return 2*n + 2 + (d-1)>>n&1
}

// bitWriter appends bits to bytes, lowest bit first.
type bitWriter struct {
	out  []byte
	acc  uint64
	fill uint8
}

func (w *bitWriter) put(c fixedCode) {
	w.acc |= uint64(c.bits) << w.fill
	w.fill += c.width
	if w.fill >= 32 {
		w.out = le.AppendUint32(w.out, uint32(w.acc))
		w.acc >>= 32
		w.fill -= 32
	}
}

func (w *bitWriter) flush() []byte {
	for ; w.fill > 0 && w.fill <= 64; w.fill -= min(w.fill, 8) {
		w.out = append(w.out, byte(w.acc))
		w.acc >>= 8
	}
	return w.out
}

type hashTable [1 << hashBits]uint16 // position plus one

var hashTables = sync.Pool{New: func() any { return new(hashTable) }}

// packSmall appends the deflated bytes of b, which must be shorter than smallPart, to dst.
func packSmall(dst, b []byte) []byte {
	table := hashTables.Get().(*hashTable)
	defer hashTables.Put(table)
	clear(table[:])
	w := bitWriter{out: dst}
	w.put(fixedCode{3, 3}) // the last block, with fixed codes
	for i := 0; i < len(b); {
		if i+8 <= len(b) {
			h := le.Uint32(b[i:]) * hashFactor >> (32 - hashBits)
			at := int(table[h]) - 1
			table[h] = uint16(i + 1)
			if at >= 0 && i-at <= farthest && le.Uint32(b[at:]) == le.Uint32(b[i:]) {
				n := matching(b, at, i)
				w.match(n, i-at)
				i += n
				if i+3 <= len(b) { // the place just behind a match is where the next one often starts from
					h := le.Uint32(b[i-1:]) * hashFactor >> (32 - hashBits)
					table[h] = uint16(i)
				}
				continue
			}
		}
		w.put(fixed.literal[b[i]])
		i++
	}
	w.put(fixed.literal[endOfBlock])
	return w.flush()
}

func (w *bitWriter) match(n, distance int) {
	w.put(fixed.length[n])
	d := &fixed.distance[distanceSymbol(distance)]
	w.put(fixedCode{d.code.bits | uint32(distance-d.base)<<5, 5 + d.extra})
}

// matching returns how many bytes at i are those at the earlier place at.
func matching(b []byte, at, i int) int {
	n, most := shortest, min(longest, len(b)-i)
	for n+8 <= most {
		if x := le.Uint64(b[at+n:]) ^ le.Uint64(b[i+n:]); x != 0 {
			return n + bits.TrailingZeros64(x)/8
		}
		n += 8
	}
	for n < most && b[at+n] == b[i+n] {
		n++
	}
	return n
}
