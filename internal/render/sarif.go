package render

import (
	"cmp"
	"encoding/json"
	"io"
	"net/url"
	"strings"

	"jixiao/internal/audit"
	"jixiao/internal/finding"
)

// SARIF 2.1.0 (OASIS, 27 March 2020): what code review and quality platforms take in. Cells have
// no line numbers, so they are logical locations ("自评表!F12") of the artifact.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool        `json:"tool"`
	ColumnKind string           `json:"columnKind"`
	Artifacts  []sarifArtifact  `json:"artifacts"`
	Results    []sarifResult    `json:"results"`
	Properties *sarifProperties `json:"properties,omitempty"`
}

type sarifProperties struct {
	Hidden int `json:"hidden"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name     string      `json:"name"`
	Version  string      `json:"version,omitempty"`
	Language string      `json:"language"`
	Rules    []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID               string      `json:"id"`
	ShortDescription sarifText   `json:"shortDescription"`
	Help             sarifText   `json:"help"`
	Default          sarifConfig `json:"defaultConfiguration"`
}

type sarifConfig struct {
	Level string `json:"level"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifArtifact struct {
	Location sarifURI          `json:"location"`
	Hashes   map[string]string `json:"hashes,omitempty"`
}

type sarifURI struct {
	URI   string `json:"uri"`
	Index *int   `json:"index,omitempty"`
}

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    int                `json:"ruleIndex"`
	Level        string             `json:"level"`
	Message      sarifText          `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Fingerprints map[string]string  `json:"partialFingerprints,omitempty"`
	Suppressions []sarifSuppression `json:"suppressions,omitempty"`
}

type sarifLocation struct {
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifURI `json:"artifactLocation"`
}

type sarifLogical struct {
	Name string `json:"name"`
	Full string `json:"fullyQualifiedName"`
	Kind string `json:"kind"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Justification string `json:"justification"`
}

// suppressions tells readers of SARIF that a fault is let stand.
func suppressions(f finding.Finding) []sarifSuppression {
	if f.Waiver == "" {
		return nil
	}
	return []sarifSuppression{{Kind: "external", Justification: clean(f.Waiver)}}
}

var sarifLevels = map[finding.Severity]string{finding.Error: "error", finding.Warn: "warning", finding.Info: "note"}

type sarifRenderer struct {
	w      io.Writer
	opt    Options
	run    sarifRun
	rules  map[string]int
	hidden int
}

func newSARIF(w io.Writer, head Head, opt Options) Renderer {
	return &sarifRenderer{w: w, opt: opt, rules: make(map[string]int), run: sarifRun{
		Tool:       sarifTool{Driver: sarifDriver{Name: "jixiao", Version: head.Version, Language: "zh-CN", Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints", Artifacts: []sarifArtifact{}, Results: []sarifResult{},
	}}
}

func (r *sarifRenderer) File(res *audit.Result) error {
	file := sarifArtifact{Location: sarifURI{URI: fileURI(res.Path)}}
	if res.SHA256 != "" {
		file.Hashes = map[string]string{"sha-256": res.SHA256}
	}
	r.run.Artifacts = append(r.run.Artifacts, file)
	if p := res.Problem; p != nil {
		r.add(finding.Finding{Code: p.Code, Severity: finding.Error, Message: p.Message, Hint: p.Hint})
	}
	shown, hidden := r.opt.visible(res.All())
	r.hidden += hidden
	for _, f := range shown {
		r.add(f)
	}
	return nil
}

// add appends a result about the file that was added last.
func (r *sarifRenderer) add(f finding.Finding) {
	index := len(r.run.Artifacts) - 1
	where := sarifLocation{Physical: sarifPhysical{Artifact: sarifURI{URI: r.run.Artifacts[index].Location.URI, Index: &index}}}
	if f.Sheet != "" {
		place := sarifLogical{Name: f.Sheet, Full: f.Sheet, Kind: "object"}
		if !f.Cell.IsZero() {
			place = sarifLogical{Name: f.Cell.String(), Full: f.Sheet + "!" + f.Cell.String(), Kind: "member"}
		}
		where.Logical = []sarifLogical{place}
	}
	message := clean(f.Message)
	if f.Hint != "" {
		message += "。处理:" + clean(f.Hint)
	}
	r.run.Results = append(r.run.Results, sarifResult{
		RuleID: f.Code, RuleIndex: r.rule(f), Level: sarifLevels[f.Severity],
		Message: sarifText{message}, Locations: []sarifLocation{where},
		Fingerprints: map[string]string{"cell/v1": strings.Join([]string{f.Code, f.Sheet, f.Cell.String()}, "|")},
		Suppressions: suppressions(f),
	})
}

func (r *sarifRenderer) rule(f finding.Finding) int {
	if i, ok := r.rules[f.Code]; ok {
		return i
	}
	i := len(r.rules)
	r.rules[f.Code] = i
	help := "运行 jixiao explain " + f.Code + " 查看含义、依据和改法"
	if f.Source != "" {
		help = "依据:" + clean(f.Source) + "。" + help
	}
	title := ""
	if r.opt.Title != nil {
		title = r.opt.Title(f.Code)
	}
	r.run.Tool.Driver.Rules = append(r.run.Tool.Driver.Rules, sarifRule{
		ID: f.Code, ShortDescription: sarifText{cmp.Or(title, "绩效自评检查 "+f.Code)}, Help: sarifText{help},
		Default: sarifConfig{cmp.Or(sarifLevels[f.Severity], "warning")},
	})
	return i
}

func (r *sarifRenderer) Close([]County) error {
	if r.hidden > 0 {
		r.run.Properties = &sarifProperties{Hidden: r.hidden}
	}
	enc := json.NewEncoder(r.w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(sarifLog{
		Schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{r.run},
	})
}

// fileURI percent-encodes a path (RFC 3986). Relative paths stay relative; absolute ones, of
// Windows and of Unix, become file URIs.
func fileURI(path string) string {
	path = strings.ReplaceAll(path, `\`, "/")
	u := url.URL{Path: path}
	switch {
	case strings.HasPrefix(path, "//"): // \\server\share
		host, rest, _ := strings.Cut(path[2:], "/")
		u = url.URL{Scheme: "file", Host: host, Path: "/" + rest}
	case strings.HasPrefix(path, "/"):
		u.Scheme = "file"
	case len(path) > 2 && path[1] == ':' && path[2] == '/':
		u = url.URL{Scheme: "file", Path: "/" + path}
	}
	return u.String()
}
