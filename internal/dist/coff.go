package main

import "encoding/binary"

// resource is one resource of a program; kind, name and lang are numbers, in rising order of kind.
type resource struct {
	kind, name, lang uint16
	data             []byte
}

// The sizes that the PE format gives to the parts of a resource directory and an object file.
const (
	directorySize = 16
	entrySize     = 8
	leafSize      = 16
	headerSize    = 20
	sectionSize   = 40
	relocSize     = 10
	subdirectory  = 1 << 31
)

// resourceSection lays out the section .rsrc: a directory of kinds, below each one of names, below
// each one of languages, then the leaves that point to the data, then the data. places are the
// offsets of the pointers, which the linker turns into addresses.
func resourceSection(list []resource) (section []byte, places []uint32) {
	n := uint32(len(list))
	top := directorySize + n*entrySize
	leaves := top + n*2*(directorySize+entrySize)
	at := leaves + n*leafSize
	var data []byte
	section = directory(section, n)
	for i, r := range list {
		section = entry(section, uint32(r.kind), subdirectory|(top+uint32(i)*2*(directorySize+entrySize)))
	}
	for i, r := range list {
		names := top + uint32(i)*2*(directorySize+entrySize)
		section = entry(directory(section, 1), uint32(r.name), subdirectory|(names+directorySize+entrySize))
		section = entry(directory(section, 1), uint32(r.lang), leaves+uint32(i)*leafSize)
	}
	for _, r := range list {
		places = append(places, uint32(len(section)))
		for _, v := range []uint32{at + uint32(len(data)), uint32(len(r.data)), 0, 0} {
			section = binary.LittleEndian.AppendUint32(section, v)
		}
		data = append(data, r.data...)
		for len(data)%8 != 0 {
			data = append(data, 0)
		}
	}
	return append(section, data...), places
}

// directory appends the head of a directory with n numbered entries.
func directory(b []byte, n uint32) []byte {
	b = append(b, make([]byte, directorySize-2)...)
	return binary.LittleEndian.AppendUint16(b, uint16(n))
}

func entry(b []byte, id, offset uint32) []byte {
	return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, id), offset)
}

// relocationKind is "address relative to the start of the program" for each machine.
var relocationKind = map[uint16]uint16{
	machineAMD64: 3, // IMAGE_REL_AMD64_ADDR32NB
}

const machineAMD64 = 0x8664

// object wraps the section into a COFF object file with one symbol to relocate against.
func object(machine uint16, section []byte, places []uint32) []byte {
	le := binary.LittleEndian
	relocs := uint32(headerSize+sectionSize) + uint32(len(section))
	symbols := relocs + uint32(len(places))*relocSize
	// File header: machine, one section, no time, one symbol.
	b := le.AppendUint16(nil, machine)
	b = le.AppendUint16(b, 1)
	b = le.AppendUint32(b, 0)
	b = le.AppendUint32(b, symbols)
	b = le.AppendUint32(b, 1)
	b = append(b, 0, 0, 0, 0)
	// Section header: name, sizes and places, initialised data that is read.
	b = append(b, ".rsrc\x00\x00\x00"...)
	for _, v := range []uint32{0, 0, uint32(len(section)), headerSize + sectionSize, relocs, 0} {
		b = le.AppendUint32(b, v)
	}
	b = le.AppendUint16(b, uint16(len(places)))
	b = le.AppendUint16(b, 0)
	b = le.AppendUint32(b, 0x40000040)
	b = append(b, section...)
	for _, at := range places {
		b = le.AppendUint32(b, at)
		b = le.AppendUint32(b, 0)
		b = le.AppendUint16(b, relocationKind[machine])
	}
	// The symbol: name, value 0, section 1, no type, static.
	b = append(b, ".rsrc\x00\x00\x00"...)
	b = append(b, 0, 0, 0, 0, 1, 0, 0, 0, 3, 0)
	return le.AppendUint32(b, 4) // an empty string table
}
