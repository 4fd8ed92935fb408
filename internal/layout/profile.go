package layout

import "jixiao/internal/form"

// Profile is a layout's columns in a form that is quick to compare: for the head, the funds, the goals
// and the indicators the set of roles it prints and the place of each in print order.
type Profile struct {
	Titles   []string // keys
	Roles    [Indicators + 1]uint32
	Optional [Indicators + 1]uint32
	Place    [Indicators + 1][32]int8
}

// RoleBit is the bit of a role in the sets of a Profile, -1 for a role that blocks of that kind do not have.
func RoleBit(k Kind, r form.Role) int {
	for i, known := range columnRoles[k] {
		if known == r {
			return i
		}
	}
	return -1
}

func newProfile(l *Layout) Profile {
	var p Profile
	for _, t := range l.Titles {
		p.Titles = append(p.Titles, Key(t))
	}
	for _, b := range l.Blocks {
		for i, c := range b.Columns {
			bit := RoleBit(b.Kind, c.Role)
			p.Roles[b.Kind] |= 1 << bit
			p.Place[b.Kind][bit] = int8(i)
			if c.Optional {
				p.Optional[b.Kind] |= 1 << bit
			}
		}
	}
	return p
}
