package mail

import (
	"fmt"
	htmltemplate "html/template"
	"strings"
	"sync"
	texttemplate "text/template"

	"go.yaml.in/yaml/v4"

	"jixiao/templates/mail"
)

// words is everything that letters say, read from templates/mail.
type words struct {
	Subject struct {
		Digest     string `yaml:"digest"`
		Department string `yaml:"department"`
		Part       string `yaml:"part"`
	} `yaml:"subject"`
	Archive  string `yaml:"archive"`
	Verdicts []struct {
		Verdict Verdict `yaml:"verdict"`
		Title   string  `yaml:"title"`
		Count   string  `yaml:"count"`
	} `yaml:"verdicts"`
	Left map[string]string `yaml:"left"`

	digest, department, part, text *texttemplate.Template
	html                           *htmltemplate.Template
	replies                        []reply
}

// lexicon reads the embedded words once; they are part of the program, so a fault in them is a
// fault of the program that any test finds.
var lexicon = sync.OnceValue(func() *words {
	w, err := loadWords()
	if err != nil {
		panic(fmt.Sprintf("templates/mail: %v", err))
	}
	return w
})

func loadWords() (*words, error) {
	w := &words{}
	if err := load("words.yaml", w); err != nil {
		return nil, err
	}
	var doc struct {
		Replies []reply `yaml:"replies"`
	}
	if err := load("replies.yaml", &doc); err != nil {
		return nil, err
	}
	w.replies = doc.Replies
	for _, t := range []struct {
		name, text string
		to         **texttemplate.Template
	}{
		{"digest", w.Subject.Digest, &w.digest},
		{"department", w.Subject.Department, &w.department},
		{"part", w.Subject.Part, &w.part},
		{"letter.txt", source("letter.txt"), &w.text},
	} {
		var err error
		if *t.to, err = texttemplate.New(t.name).Parse(t.text); err != nil {
			return nil, err
		}
	}
	var err error
	w.html, err = htmltemplate.New("letter.html").Parse(source("letter.html"))
	return w, err
}

func load(name string, into any) error {
	if err := yaml.Load([]byte(source(name)), into, yaml.WithKnownFields()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func source(name string) string {
	data, err := mail.FS.ReadFile(name)
	if err != nil {
		panic(err) // the name is in the go:embed line
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

// say runs one of the one-line templates.
func say(t *texttemplate.Template, data any) (string, error) {
	var b strings.Builder
	err := t.Execute(&b, data)
	return strings.Join(strings.Fields(b.String()), " "), err
}
