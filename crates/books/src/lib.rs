//! The accounting core: chart, balanced entries, periods, tax, exchange differences, statement shapes.
