// Package layout describes official self-evaluation forms as data: how a form is titled, which
// blocks it prints, the wording of every heading and what it means. The words of _common.yaml
// carry most forms; the file of an official form adds its own wording and print order. Files are
// checked when loaded, and an error names file, line, column and what was expected.
//
// # The language
//
// A file describes one form; its name is the file's name. An example that is read by the tests:
//
//	title: 乡镇事项考评表             # what people call the form
//	level: project                  # project, department or transfer
//	seen: [某县 2024 年]              # where and when, in general words
//	titles: [事项考评表]              # what the form prints on top; * stands for any text
//	blocks:                         # the parts of the form in print order
//	  - head: {name: 事项, department: 归口, unit: 承办}
//	  - funds:
//	      heading: 经费(万元)         # label of the whole block; points and money unit are read from it
//	      columns: {budget: 核定经费, executed: 花费, rate: 花费占比}
//	      rows: {total: 经费, source: [其中:县级, 村级自筹]}
//	  - goals: {expected: 要做成什么, actual: 做成了什么}
//	  - indicators:
//	      columns:                  # in print order
//	        level1: 大类
//	        level3: 考核要点
//	        target: {words: [应达到, 目标], group: 要求}
//	        actual: 已达到
//	        points: 满值
//	        score: 自打分
//	        reason: {words: 差距原因, optional: true}
//	  - total: 合并得分
//	  - notes: [经验做法]
//	  - skip: [附表]                 # parts that are not read
//
// A column is a wording, a list of wordings, or words with the group heading above them and whether
// the column may be missing. Its key is the role:
//
//   - head: name, code, department, unit, person, year, score, review, grade, money_unit, transfer, ignore
//   - funds: label, initial, budget, received, executed, rate, points, score, review, reason, ignore
//   - goals: expected, adjusted, actual, completion, ignore
//   - indicators: level1, level2, level3, describe, direction (the operator), polarity, unit, target,
//     adjusted (a changed target, in force where filled in), actual, completion, points, factor, score,
//     review, converted, weight_share, reason, evidence, remark, ignore
//
// Beside its columns an indicators block may have levels: the level-1 indicators with their level-2 ones, for forms that
// are told apart by them.
//
// # Blank forms
//
// A blank form (package blank) is made from the same description. It prints the first wording of each column, every
// word of an ignore column, and where the form says nothing else the usual rows and notes of _common.yaml. Beside the
// above a description may say:
//
//   - instructions: filling-in notes, printed before the general ones
//   - indicators.rows: the level-1 indicators, with points in brackets, and their level-2 ones: 产出指标(50分): [数量指标]
//   - funds.points: the points of budget execution
//   - funds.beside: true where each amount column repeats the labels of the rows beside its amounts
//   - skip as {labels, columns, rows}: a questionnaire that is printed and not read
//
// A form that a county really described so, with a filled-in workbook: testdata/own-form.
//
// # What need not be described
//
// White space, line breaks, full-width signs, brackets around parts or inside, lost brackets, numbering, a trailing
// "(A)" or "(20分*执行率)", the year in front of a heading, 本年 or a cut-off date ("截至12月底完成值"), the name
// of a group before a colon: headings are compared without them (Key, Set.Lookup). Columns of other years
// are told from this year's. Nor where anything stands: blocks come in any order, points
// before or after the target, totals at the top or the bottom, amounts inside label cells, goals below or beside
// their headings, several tables, several forms on a sheet. That is the reader's mechanism.
package layout
