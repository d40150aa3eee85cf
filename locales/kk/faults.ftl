# Faults of a package: key, sentence and advice. The list of codes is in crates/model/src/fault.rs.
