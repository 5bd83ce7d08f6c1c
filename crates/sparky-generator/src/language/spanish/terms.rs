//! What Spanish calls counts, kinds of records, and the reasons why some are missing. It must not know sentences.

use sparky_schema::Kind;
use sparky_schema::analysis::TrendMetric;
use sparky_schema::gap::GapReason;

/// What a count counts, in the plural; none for one that no sentence names.
pub(super) const fn noun(metric: TrendMetric) -> Option<&'static str> {
    Some(match metric {
        TrendMetric::Commits => "commits",
        TrendMetric::PullRequestsOpened => "pull requests nuevos",
        TrendMetric::PullRequestsMerged => "pull requests fusionados",
        TrendMetric::IssuesOpened => "issues nuevos",
        TrendMetric::IssuesClosed => "issues cerrados",
        TrendMetric::Reviews => "revisiones",
        TrendMetric::PullRequestsClosed
        | TrendMetric::Comments
        | TrendMetric::ReviewComments
        | TrendMetric::Releases => return None,
    })
}

/// A kind of records, in the plural.
pub(super) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Commits => "commits",
        Kind::PullRequests => "pull requests",
        Kind::Issues => "issues",
        Kind::Reviews => "revisiones",
        Kind::Comments => "comentarios",
        Kind::ReviewComments => "comentarios de código",
        Kind::Releases => "versiones",
        Kind::Discussions => "debates",
        Kind::WorkflowRuns => "ejecuciones de workflows",
    }
}

/// Why data is missing.
pub(super) const fn gap(reason: GapReason) -> &'static str {
    match reason {
        GapReason::NotFound => "el repositorio no existe o el token no puede verlo",
        GapReason::Forbidden => "el token no tiene permiso para leerlo",
        GapReason::Blocked => "el acceso está bloqueado",
        GapReason::Shallow => "el clon es superficial y le falta historial",
        GapReason::RateLimited => "se alcanzó un límite del servicio",
        GapReason::Unavailable => "el servicio o la red no respondieron",
        GapReason::Partial => "la respuesta llegó incompleta",
        GapReason::Unreadable => "no es un repositorio de git que se pueda leer",
    }
}
