package quantity

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Words are the word lists of the language: data, so that a county's way of writing is added
// without code. The lists are described in templates/words; a zero Words knows no word.
type Words struct {
	Units      []UnitWord `yaml:"units"`
	Counts     []string   `yaml:"counts"`
	MoreCounts []string   `yaml:"more_counts"`

	PeopleCounts    []string `yaml:"people_counts"`
	LabourCounts    []string `yaml:"labour_counts"`
	HouseholdCounts []string `yaml:"household_counts"`
	EventCounts     []string `yaml:"event_counts"`
	PlaceCounts     []string `yaml:"place_counts"`
	ThingCounts     []string `yaml:"thing_counts"`

	CostLevels      []string `yaml:"cost_levels"`
	CostNames       []string `yaml:"cost_names"`
	CostMoneyNames  []string `yaml:"cost_money_names"`
	RateTails       []string `yaml:"rate_tails"`
	SavingNames     []string `yaml:"saving_names"`
	StandardNames   []string `yaml:"standard_names"`
	StandardHeads   []string `yaml:"standard_heads"`
	DurationNames   []string `yaml:"duration_names"`
	DurationHeads   []string `yaml:"duration_heads"`
	DurationGood    []string `yaml:"duration_good"`
	BadHeads        []string `yaml:"bad_heads"`
	BadTails        []string `yaml:"bad_tails"`
	HandlingNouns   []string `yaml:"handling_nouns"`
	UnsureHeads     []string `yaml:"unsure_heads"`
	Ratios          Ratios   `yaml:"ratios"`
	BoundedRates    []string `yaml:"bounded_rates"`
	RateLike        []string `yaml:"rate_like"`
	CountLike       []string `yaml:"count_like"`
	CompletionNames []string `yaml:"completion_names"`
	ChangeNames     []string `yaml:"change_names"`
	DateNames       []string `yaml:"date_names"`
	DateLevels      []string `yaml:"date_levels"`
	DateEvents      []string `yaml:"date_events"`
	DateDone        []string `yaml:"date_done"`
	MoneyNames      []string `yaml:"money_names"`
	BudgetLimits    []string `yaml:"budget_limits"`

	Claims        Claims   `yaml:"claims"`
	ClaimFiller   []string `yaml:"claim_fillers"`
	Good          []string `yaml:"good"`
	GoodSame      []string `yaml:"good_same"`
	Rises         []string `yaml:"rises"`
	Falls         []string `yaml:"falls"`
	PartlyMarks   []string `yaml:"partly_marks"`
	Negators      []string `yaml:"negators"`
	Neutral       []string `yaml:"neutral"`
	Reversals     []string `yaml:"reversals"`
	QualityFiller []string `yaml:"quality_fillers"`
	OtherNumbers  []string `yaml:"other_numbers"`
	OtherNeutral  []string `yaml:"other_numbers_neutral"`
	Strong        []string `yaml:"strong_degrees"`
	Weak          []string `yaml:"weak_degrees"`
	Scales        []Scale  `yaml:"scales"`

	NameMarks       []string `yaml:"name_marks"`
	SubRows         []string `yaml:"sub_rows"`
	Blanks          []string `yaml:"blanks"`
	Prompts         []string `yaml:"prompts"`
	LabelTails      []string `yaml:"label_tails"`
	LabelExceptions []string `yaml:"label_exceptions"`
	StandardMarks   []string `yaml:"standard_marks"`
	NeutralWords    []string `yaml:"neutral_words"`
	ActualWords     []string `yaml:"actual_words"`
}

// UnitWord is a unit of measure. Factor is its size in the base unit of its dimension, a decimal
// or a fraction ("2000/3"), 1 when blank. Scale allows magnitudes before it (万亩, 亿元).
type UnitWord struct {
	Name      string   `yaml:"name"`
	Aliases   []string `yaml:"aliases"`
	Dimension string   `yaml:"dimension"`
	Factor    string   `yaml:"factor"`
	Scale     bool     `yaml:"scale"`
}

// Ratios are department ratios by the direction that is good.
type Ratios struct {
	AtMost  []string `yaml:"at_most"`
	AtLeast []string `yaml:"at_least"`
}

// Claims are whole-cell claims by band; Open ones belong to no band.
type Claims struct {
	Met    []string `yaml:"met"`
	Partly []string `yaml:"partly"`
	Missed []string `yaml:"missed"`
	Open   []string `yaml:"open"`
}

// Scale is a list of grades, best first, with the band of each: met, partly or missed.
type Scale struct {
	Grades []string `yaml:"grades"`
	Bands  []string `yaml:"bands"`
}

// ParseWords reads one YAML file of word lists. Unknown keys are errors.
func ParseWords(data []byte) (Words, error) {
	var w Words
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&w); err != nil && !errors.Is(err, io.EOF) {
		return Words{}, fmt.Errorf("词表有误:%w", err)
	}
	return w, nil
}

// Load reads every .yaml file of dir in fsys and builds the language from them.
func Load(fsys fs.FS, dir string) (*Language, error) {
	w, err := LoadWords(fsys, dir)
	if err != nil {
		return nil, err
	}
	return NewLanguage(w)
}

// LoadWords reads and joins the .yaml files of dir in fsys, in the order of their names.
func LoadWords(fsys fs.FS, dir string) (Words, error) {
	var all Words
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return Words{}, fmt.Errorf("word lists: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".yaml") {
			continue
		}
		data, err := fs.ReadFile(fsys, dir+"/"+e.Name())
		if err != nil {
			return Words{}, fmt.Errorf("word lists: %w", err)
		}
		w, err := ParseWords(data)
		if err != nil {
			return Words{}, fmt.Errorf("%s: %w", e.Name(), err)
		}
		all = all.Extend(w)
	}
	return all, nil
}

// Extend returns w with the words of o added to every list: how a rule set adds a county's words.
func (w Words) Extend(o Words) Words {
	for i, dst := range w.lists() {
		src := *o.lists()[i]
		*dst = append((*dst)[:len(*dst):len(*dst)], src...)
	}
	w.Units = append(w.Units[:len(w.Units):len(w.Units)], o.Units...)
	w.Scales = append(w.Scales[:len(w.Scales):len(w.Scales)], o.Scales...)
	return w
}

// lists are all plain word lists, in a fixed order.
func (w *Words) lists() []*[]string {
	return []*[]string{
		&w.Counts, &w.MoreCounts, &w.CostLevels, &w.CostNames, &w.CostMoneyNames, &w.RateTails, &w.SavingNames, &w.StandardNames,
		&w.StandardHeads, &w.DurationNames, &w.DurationHeads, &w.DurationGood, &w.BadHeads, &w.BadTails, &w.HandlingNouns, &w.UnsureHeads, &w.Ratios.AtMost,
		&w.Ratios.AtLeast, &w.BoundedRates, &w.RateLike, &w.CountLike, &w.CompletionNames, &w.ChangeNames, &w.DateNames,
		&w.DateLevels, &w.DateEvents, &w.DateDone, &w.MoneyNames, &w.BudgetLimits, &w.Claims.Met, &w.Claims.Partly, &w.Claims.Missed, &w.Claims.Open,
		&w.ClaimFiller, &w.Good, &w.GoodSame, &w.Rises, &w.Falls, &w.PartlyMarks, &w.Negators, &w.Neutral, &w.NameMarks, &w.SubRows, &w.Blanks,
		&w.Prompts, &w.LabelTails, &w.LabelExceptions, &w.StandardMarks, &w.NeutralWords, &w.ActualWords,
		&w.Reversals, &w.OtherNumbers, &w.OtherNeutral, &w.QualityFiller, &w.Strong, &w.Weak, &w.PeopleCounts, &w.LabourCounts, &w.HouseholdCounts, &w.EventCounts, &w.PlaceCounts, &w.ThingCounts,
	}
}
