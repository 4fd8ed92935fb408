package rule

// Reference is what a bureau may supply beside the forms, read from plain files elsewhere. A nil
// or empty part means that the checks that need it did not run; Unchecked names them.
type Reference struct {
	Approved []Approved // approved targets (批复)
	Accounts []Account  // executed amounts of the accounts (决算, 一体化系统)
	Roster   []Expected // projects that owe a self-evaluation
	Red      []Alarm    // indicators under a red light of the mid-year monitoring
}

// Approved is one approved indicator of a project.
type Approved struct {
	Project, Name, Target string
	Points                string // exact decimal text, "" when the approval gives none
}

// Account is what the accounts say of one project, in 万元 as exact decimal text.
type Account struct {
	Project, Executed string
}

// Expected is one project of the roster.
type Expected struct {
	Department, Project string
}

// Alarm is one indicator that the monitoring marked red.
type Alarm struct {
	Project, Name string
}

// need says which part of the reference data a check looks at.
type need int

const (
	nothing need = iota
	approved
	accounts
	roster
	monitoring
	evidence // of documents outside the form: not read by this tool
)

func (n need) met(r *Reference) bool {
	switch n {
	case nothing:
		return true
	case approved:
		return r != nil && len(r.Approved) > 0
	case accounts:
		return r != nil && len(r.Accounts) > 0
	case roster:
		return r != nil && len(r.Roster) > 0
	case monitoring:
		return r != nil && len(r.Red) > 0
	}
	return false
}

// String returns what is missing, in the words of the field.
func (n need) String() string {
	return [...]string{"", "批复的绩效目标", "决算或支付数据", "应自评项目名单", "绩效监控结果", "佐证材料或汇总报告"}[n]
}

// Unchecked lists the checks that did not run for want of reference data, each with what it
// needs, so that their silence is not read as "no fault" (未核对).
func Unchecked(r *Reference) []Missing {
	var missing []Missing
	for i := range list {
		if c := &list[i]; !c.need.met(r) {
			missing = append(missing, Missing{Code: c.Code, Title: c.Title, Needs: c.need.String()})
		}
	}
	return missing
}

// Missing is one check that did not run, and the data it lacks.
type Missing struct {
	Code, Title, Needs string
}
