/** The calendar's style sheet travels with the calendar, not with the first load. */
import "@mantine/dates/styles.css";
