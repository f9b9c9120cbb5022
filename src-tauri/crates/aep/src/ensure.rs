//! Making what should be there: looked for first, made only where it is missing, and looked for again where it is not
//! sure whether it was made. So every step of setting up a target can be taken twice.

use crate::Error;

/// What became of a thing that should be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ensured<T> {
    /// It was made just now.
    Created(T),
    /// It was there already, with the same meaning.
    Found(T),
    /// Something of that name is there with another meaning. Nothing was changed.
    Differs(T),
}

impl<T> Ensured<T> {
    /// The thing, unless it means something else.
    pub fn agreed(self) -> Option<T> {
        match self {
            Self::Created(thing) | Self::Found(thing) => Some(thing),
            Self::Differs(_) => None,
        }
    }

    /// The thing, whatever became of it.
    pub fn get(&self) -> &T {
        match self {
            Self::Created(thing) | Self::Found(thing) | Self::Differs(thing) => thing,
        }
    }
}

/// Looks, makes, and after a refusal that can mean "exists" or a lost answer looks once more. `make` is called once:
/// a second thing of the same name would be worse than an error that a further attempt resolves.
pub(crate) async fn ensure<T, L, M>(look: impl Fn() -> L, make: impl FnOnce() -> M) -> Result<Ensured<T>, Error>
where
    L: Future<Output = Result<Option<Ensured<T>>, Error>>,
    M: Future<Output = Result<T, Error>>,
{
    if let Some(there) = look().await? {
        return Ok(there);
    }
    let error = match make().await {
        Ok(made) => return Ok(Ensured::Created(made)),
        Err(error) => error,
    };
    let lost = !error.left_no_trace();
    let exists = matches!(error, Error::Conflict(_) | Error::Invalid(_));
    if matches!(error, Error::Cancelled) || !(lost || exists) {
        return Err(error);
    }
    match look().await {
        // It was not there before, and is after an answer of ours was lost.
        Ok(Some(Ensured::Found(thing))) if lost => Ok(Ensured::Created(thing)),
        Ok(Some(there)) => Ok(there),
        Ok(None) | Err(_) => Err(error),
    }
}
