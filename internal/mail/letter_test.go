package mail

import (
	"bytes"
	"fmt"
	"testing/fstest"
	"time"
)

var at = time.Date(2023, 3, 14, 9, 30, 0, 0, time.FixedZone("", 8*3600))

const (
	office = "县财政局绩效股 <jixiao@bureau.example>"
	clerk  = "绩效股 <clerk@county.example>"
)

// workspace holds the files of sample. The bytes need not be workbooks: mail carries anything.
func workspace() fstest.MapFS {
	return fstest.MapFS{
		"结果/元氏县/工商联/党建活动经费.xlsx":  {Data: bytes.Repeat([]byte("PK\x03\x04工商联\x00\r\n.\r\n"), 300)},
		"结果/元氏县/文化馆/免费开放补助.xlsx":  {Data: bytes.Repeat([]byte{0, 0xff, '\n', '.'}, 2000)},
		"汇总/2022年度元氏县绩效自评汇总.xlsx": {Data: []byte("summary of the county")},
	}
}

func file(fs fstest.MapFS, path string) *File {
	return &File{Path: path, Size: int64(len(fs[path].Data))}
}

// sample is the digest of a batch with every verdict.
func sample(fs fstest.MapFS) Letter {
	return Letter{
		ID: "batch-7@bureau.example", To: clerk, County: "元氏县", Year: 2022, Created: at,
		Summaries: []File{*file(fs, "汇总/2022年度元氏县绩效自评汇总.xlsx")},
		Items: []Item{
			{Source: "工商联/党建活动经费.xlsx", Project: "党建活动经费", Department: "县工商联", Verdict: Correct,
				Total: "88.62", SelfTotal: "92", Grade: "良", Errors: 2, Warnings: 1, Manual: 1,
				Copy: file(fs, "结果/元氏县/工商联/党建活动经费.xlsx"),
				Points: []Point{
					{Severity: "错误", Place: "自评表!I6", Message: "执行率得分应为 8.62,填报 9", Hint: "按 431÷500×10 计"},
					{Severity: "错误", Place: "自评表!H14", Message: "完成值 12 次没有达到“不少于26次”,却得满分"},
				}},
			{Source: "文化馆/免费开放补助.xlsx", Project: "免费开放补助", Department: "县文化馆", Verdict: Passed,
				Total: "97.80", SelfTotal: "97.80", Grade: "优", Superseded: true,
				Copy: file(fs, "结果/元氏县/文化馆/免费开放补助.xlsx")},
			{Source: "水利局/旧表.xls", Verdict: Failed, Problem: "这是旧版 .xls 格式", Hint: "请用 WPS 或 Excel 另存为 .xlsx"},
			{Source: "教育局/营养餐.xlsx", Project: "营养餐 <改善计划>", Department: "县教育局", Verdict: Judge, Total: "95", Manual: 2},
		},
	}
}

// plan makes all parts of a letter, with the names that the outbox gives them.
func plan(l Letter, limits Limits) (parts []Letter) {
	volumes := Divide(&l, limits)
	for i := range volumes {
		part := Part(l, volumes, i, limits)
		if i > 0 {
			part.ID = fmt.Sprintf("%d.%s", i+1, l.ID)
		}
		parts = append(parts, part)
	}
	return parts
}
