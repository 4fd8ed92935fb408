package report

import (
	"bytes"
	"fmt"

	"jixiao/internal/decimal"
)

// The chart's look: one colour, values at the bars, a light grid.
const (
	barColor  = "2F5C8F"
	gridColor = "D9D9D9"
)

// chartPart is a native horizontal bar chart (DrawingML), so that WPS and Word can edit it.
func chartPart(c *Chart, withBook bool) []byte {
	var b bytes.Buffer
	n := len(c.Bars)
	b.WriteString(xmlHead + `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="` + nsRel + `"><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>`)
	fmt.Fprintf(&b, `<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>%s</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr><a:solidFill><a:srgbClr val="%s"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>`, escape(c.Series), barColor)
	b.WriteString(`<c:dLbls><c:numFmt formatCode="General" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>` + chartText(900) + `<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`)
	fmt.Fprintf(&b, `<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$%d</c:f><c:strCache><c:ptCount val="%d"/>`, n+1, n)
	for i, bar := range c.Bars {
		fmt.Fprintf(&b, `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, escape(bar.Name))
	}
	fmt.Fprintf(&b, `</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$B$2:$B$%d</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="%d"/>`, n+1, n)
	for i, bar := range c.Bars {
		fmt.Fprintf(&b, `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, i, escape(bar.Value))
	}
	b.WriteString(`</c:numCache></c:numRef></c:val></c:ser><c:gapWidth val="60"/><c:axId val="111111111"/><c:axId val="222222222"/></c:barChart>`)
	b.WriteString(`<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></c:spPr>` + chartText(900) + `<c:crossAx val="222222222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>`)
	fmt.Fprintf(&b, `<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/><c:max val="%s"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="%s"/></a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>%s<c:crossAx val="111111111"/><c:crosses val="max"/><c:crossBetween val="between"/><c:majorUnit val="20"/></c:valAx>`, axisEnd(c), gridColor, chartText(900))
	b.WriteString(`<c:spPr><a:noFill/></c:spPr></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>`)
	if withBook {
		b.WriteString(`<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>`)
	}
	b.WriteString(`</c:chartSpace>`)
	return b.Bytes()
}

func chartText(size int) string {
	return fmt.Sprintf(`<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="%d" b="0"><a:latin typeface="Times New Roman"/><a:ea typeface="仿宋_GB2312"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`, size)
}

// axisEnd leaves room for the figure behind a full bar: 100 points end at 110, more at the next
// twenty above.
func axisEnd(c *Chart) string {
	end := decimal.FromInt(110)
	for _, bar := range c.Bars {
		if d, err := decimal.Parse(bar.Value); err == nil {
			for end.Less(d) {
				end = end.Add(decimal.FromInt(20))
			}
		}
	}
	return end.String()
}

// chartBook is the smallest workbook that holds the chart's data: what "edit data" opens.
func chartBook(c *Chart) ([]byte, error) {
	const (
		main   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
		sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	)
	var b bytes.Buffer
	b.WriteString(xmlHead + `<worksheet xmlns="` + main + `"><sheetData>`)
	text := func(ref, s string) {
		fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, ref, escape(s))
	}
	b.WriteString(`<row r="1">`)
	text("A1", "项目")
	text("B1", c.Series)
	b.WriteString(`</row>`)
	for i, bar := range c.Bars {
		fmt.Fprintf(&b, `<row r="%d">`, i+2)
		text(fmt.Sprintf("A%d", i+2), bar.Name)
		fmt.Fprintf(&b, `<c r="B%d"><v>%s</v></c></row>`, i+2, escape(bar.Value))
	}
	b.WriteString(`</sheetData></worksheet>`)
	return pack([]part{
		{typesPart, []byte(xmlHead + `<Types xmlns="` + nsTypes + `"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + sheets + `sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + sheets + `worksheet+xml"/></Types>`)},
		{"_rels/.rels", []byte(xmlHead + `<Relationships xmlns="` + nsPackage + `"><Relationship Id="rId1" Type="` + relDocument + `" Target="xl/workbook.xml"/></Relationships>`)},
		{"xl/workbook.xml", []byte(xmlHead + `<workbook xmlns="` + main + `" xmlns:r="` + nsRel + `"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`)},
		{"xl/_rels/workbook.xml.rels", []byte(xmlHead + `<Relationships xmlns="` + nsPackage + `"><Relationship Id="rId1" Type="` + nsRel + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`)},
		{"xl/worksheets/sheet1.xml", b.Bytes()},
	})
}
