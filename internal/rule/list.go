package rule

// list is every check in the order in which people read a form: head, funds, points, indicators,
// scores, evidence, across files, re-check. A new check is one file and one line here.
var list = []Check{
	form01, form02, form03, form04, form05, form06, form07, form08, form09, form10, form11,
	fund01, fund02, fund03, fund04, fund05, fund06, fund07, fund08, fund09, fund10, fund11, fund12, fund13,
	weight01, weight02, weight03, weight04, weight05, weight06,
	indicator01, indicator02, indicator03, indicator04, indicator05, indicator06, indicator07, indicator08, indicator09, indicator10,
	indicator11, indicator12, indicator13, indicator14, indicator15, indicator16, indicator17, indicator18, indicator19, indicator20,
	indicator21, indicator22, indicator23, indicator24, indicator25, indicator26, indicator27, indicator28, indicator29,
	score01, score02, score03, score04, score05, score06, score07, score08, score09, score10,
	score11, score12, score13, score14, score15, score16, score17, score18, score19, score20,
	manual01,
	evidence01, evidence02,
	across01, across02, across03, across04, across05,
	review01, review02, review03, review04, review05, review06,
}
