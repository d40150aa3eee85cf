# The report page and its charts.
