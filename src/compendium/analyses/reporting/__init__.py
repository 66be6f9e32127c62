"""Reporting: which items of COREQ and SRQR the tables of a study answer, and which its authors."""
