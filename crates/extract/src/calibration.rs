// Written by evals/calibrate.py: do not edit by hand.
const DEFAULT: Points = &[(0.0, 0.05), (1.0, 0.97)];
const TABLE: &[(&str, Points)] = &[];
