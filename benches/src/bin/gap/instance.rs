//! Instances of the generalized assignment problem in OR-Library's layout (Beasley 1990): agents and items, the costs
//! agent by agent, the weights agent by agent, the capacities.

use qonys_solve::{ChoiceSpec, Inclusion, Problem, Row, UnitSpec};

/// Every item goes to one agent; its cost and weight depend on the agent.
pub(crate) struct Instance {
    agents: usize,
    items: usize,
    /// `agent * items + item`.
    costs: Vec<u32>,
    weights: Vec<u32>,
    capacities: Vec<u32>,
}

impl Instance {
    /// Reads the layout; [`None`] when there are too few or too many numbers, or something is no number.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let numbers: Option<Vec<u32>> = text.split_whitespace().map(|word| word.parse().ok()).collect();
        let numbers = numbers?;
        let (&[agents, items], rest) = numbers.split_first_chunk::<2>()?;
        let (agents, items) = (agents as usize, items as usize);
        if rest.len() != 2 * agents * items + agents {
            return None;
        }
        let (costs, rest) = rest.split_at(agents * items);
        let (weights, capacities) = rest.split_at(agents * items);
        Some(Self { agents, items, costs: costs.to_vec(), weights: weights.to_vec(), capacities: capacities.to_vec() })
    }

    /// As a problem of the engine: agents are regions, an item is a unit, a cost is a negative value.
    pub(crate) fn problem(&self) -> Problem {
        let mut problem = Problem::new(self.agents as u32, Inclusion::Everyone);
        let row = |&capacity: &u32| Row { upper: Some(u64::from(capacity)), lower: 0 };
        let rows: Vec<u32> = self.capacities.iter().map(|c| problem.row(row(c))).collect();
        for item in 0..self.items {
            let option = |agent: usize| ChoiceSpec {
                region: agent as u32,
                value: -f64::from(self.costs[agent * self.items + item]),
                uses: vec![(rows[agent], self.weights[agent * self.items + item])],
            };
            let options = (0..self.agents).map(option).collect();
            problem.unit(UnitSpec { options, persons: 1, ..UnitSpec::default() });
        }
        problem
    }

    /// What an assignment costs, counted from the instance alone; [`None`] when an item is left or a capacity exceeded.
    pub(crate) fn cost(&self, agent_of: &[Option<u32>]) -> Option<f64> {
        let mut used = vec![0_u64; self.agents];
        let mut cost = 0.0;
        for (item, agent) in agent_of.iter().enumerate() {
            let agent = (*agent)? as usize;
            used[agent] += u64::from(self.weights[agent * self.items + item]);
            cost += f64::from(self.costs[agent * self.items + item]);
        }
        let within = used.iter().zip(&self.capacities).all(|(&used, &capacity)| used <= u64::from(capacity));
        (within && agent_of.len() == self.items).then_some(cost)
    }
}

/// An instance's file, relative to the folder, and its best known value.
pub(crate) struct Known {
    pub(crate) path: String,
    pub(crate) value: f64,
}

/// Reads the list of instances: the columns `Path` and `Best known solution value` of a CSV without quotes.
pub(crate) fn best_known(text: &str) -> Option<Vec<Known>> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next()?.split(',').collect();
    let column = |name: &str| header.iter().position(|h| *h == name);
    let (path, value) = (column("Path")?, column("Best known solution value")?);
    let known = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Some(Known { path: (*cells.get(path)?).to_owned(), value: cells.get(value)?.parse().ok()? })
    };
    lines.filter(|l| !l.is_empty()).map(known).collect()
}
