package ruleset

import "jixiao/internal/position"

// Problem is one fault of a rule set file.
type Problem = position.Problem

// Error lists everything that is wrong with a rule set, in the order of the file.
type Error = position.Problems
