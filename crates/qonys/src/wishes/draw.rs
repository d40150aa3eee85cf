//! The order in which families choose: priority classes first, within a class by tickets that anybody can draw again.

use crate::pose::Posed;
use sha2::{Digest, Sha256};

/// A party's ticket.
pub(super) struct Ticket {
    /// The party.
    pub(super) party: usize,
    /// What the ticket is the SHA-256 of: the seed and the keys of its households.
    pub(super) drawn_from: String,
    /// The ticket, in hexadecimal.
    pub(super) ticket: String,
}

/// The order of these parties: the more urgent class first; within a class the smaller ticket, then package order.
///
/// A ticket depends on the seed and on the party's own keys alone, so nobody's place in the line hangs on who else comes.
pub(super) fn draw(posed: &Posed<'_>, seed: u64, parties: impl Iterator<Item = usize>) -> Vec<Ticket> {
    let mut tickets: Vec<Ticket> = parties.map(|party| ticket(posed, seed, party)).collect();
    let class = |party: usize| posed.parties.list[party].class;
    tickets.sort_by(|a, b| {
        let key = |t: &Ticket| (class(t.party), t.ticket.clone(), t.party);
        key(a).cmp(&key(b))
    });
    tickets
}

fn ticket(posed: &Posed<'_>, seed: u64, party: usize) -> Ticket {
    let households = posed.parties.list[party].households.iter();
    let keys: Vec<&str> = households.map(|h| posed.package.households[h.at()].id.as_str()).collect();
    let drawn_from = format!("{seed}:{}", keys.join(","));
    let ticket = Sha256::digest(drawn_from.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    Ticket { party, drawn_from, ticket }
}
