//! Trial balance, balance sheet, profit and loss, dashboards; reads only.
