package county

// Common returns the place that holds all of counties: their city when they share one, else
// their province, else the zero County. Counties that are unknown say nothing.
func Common(counties []County) County {
	var common County
	first := true
	for _, c := range counties {
		switch {
		case c.Name == "":
		case first:
			common, first = County{City: c.City, Province: c.Province}, false
		default:
			if c.City != common.City {
				common.City = ""
			}
			if c.Province != common.Province {
				common = County{}
			}
		}
	}
	switch {
	case common.City != "":
		common.Name = common.City
	default:
		common.Name = common.Province
	}
	return common
}
