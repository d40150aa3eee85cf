//! Positions in the lists of a [`crate::Package`]: one type each, so that a region is never taken for a household.

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as a `usize`, to index a slice with.
            #[must_use]
            pub fn at(self) -> usize {
                self.0 as usize
            }
        }

        impl From<usize> for $name {
            /// Lists of a package hold fewer than 2^32 entries: `tables` refuses longer ones.
            fn from(position: usize) -> Self {
                Self(u32::try_from(position).expect("a package list holds fewer than 2^32 entries"))
            }
        }
    )*};
}

index! {
    /// Position in [`crate::Package::regions`].
    RegionIx,
    /// Position in [`crate::Package::households`].
    HouseholdIx,
    /// Position in [`crate::Package::people`].
    PersonIx,
    /// Position in [`crate::Package::openings`].
    OpeningIx,
    /// Position in [`crate::Programme::capacity`].
    CapacityIx,
}
