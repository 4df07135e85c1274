//! Sample: a fictional regency's source files, in the shapes that real systems export.
