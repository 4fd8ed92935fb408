package workbook

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// moment is a date serial taken apart. Days count from the workbook's epoch.
type moment struct {
	days    int
	seconds int // of the day, rounded to full seconds
	year    int
	month   int
	day     int
	weekday int // 0 is Sunday
}

const (
	lastSerial = 2958465 // 9999-12-31
	daySeconds = 86400
)

// momentOf takes a serial number apart. Excel's day 60, 29 February 1900, never was: it is kept as it is
// shown, and days before it are counted the way Excel does.
func momentOf(raw string, date1904 bool) (m moment, ok bool) {
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || f < 0 || f >= lastSerial+1 {
		return m, false
	}
	m.days = int(f)
	m.seconds = int((f-float64(m.days))*daySeconds + 0.5)
	if m.seconds >= daySeconds {
		m.days, m.seconds = m.days+1, 0
	}
	if m.days > lastSerial {
		return m, false
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	days := m.days
	switch {
	case date1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days == 0:
		m.year, m.month, m.day, m.weekday = 1900, 1, 0, 6
		return m, true
	case days == 60:
		m.year, m.month, m.day, m.weekday = 1900, 2, 29, 3
		return m, true
	case days < 60:
		days++
	}
	t := epoch.AddDate(0, 0, days)
	m.year, m.month, m.day = t.Year(), int(t.Month()), t.Day()
	m.weekday = int(t.Weekday())
	if !date1904 && m.days < 60 {
		m.weekday = (m.weekday + 6) % 7
	}
	return m, true
}

// isoDate writes a serial as ISO 8601 text; what the format does not show (date or time) is left
// out unless it is there.
func isoDate(raw string, date1904 bool, f formatClass) (string, bool) {
	m, ok := momentOf(raw, date1904)
	if !ok || f.date && m.day == 0 {
		return "", false
	}
	clock := fmt.Sprintf("%02d:%02d:%02d", m.seconds/3600, m.seconds/60%60, m.seconds%60)
	if !f.date && f.time {
		if m.days > 0 {
			clock = fmt.Sprintf("%d:%02d:%02d", m.days*24+m.seconds/3600, m.seconds/60%60, m.seconds%60)
		}
		return clock, true
	}
	date := fmt.Sprintf("%04d-%02d-%02d", m.year, m.month, m.day)
	if m.seconds == 0 {
		return date, true
	}
	return date + " " + clock, true
}

// serialOf reads the ISO 8601 text of a date cell (type d) as a serial number.
func serialOf(iso string, date1904 bool) (string, bool) {
	iso = strings.TrimSuffix(iso, "Z")
	for _, layout := range []string{"2006-01-02T15:04:05.999", "2006-01-02T15:04", "2006-01-02", "15:04:05.999"} {
		t, err := time.Parse(layout, iso)
		if err != nil {
			continue
		}
		clock := t.Sub(t.Truncate(24 * time.Hour))
		days := 0
		if t.Year() > 0 {
			epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
			if date1904 {
				epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
			}
			days = int(t.Truncate(24*time.Hour).Sub(epoch).Hours() / 24)
			if !date1904 && days < 61 {
				days--
			}
		}
		if days < 0 {
			return "", false
		}
		if clock == 0 {
			return strconv.Itoa(days), true
		}
		return strconv.FormatFloat(float64(days)+clock.Hours()/24, 'f', -1, 64), true
	}
	return "", false
}
