//! What the first word of a title tells. Words are compared whole, but where a script has no spaces. It must not know the
//! rest of the title.

use sparky_schema::analysis::Work;

/// How titles begin in scripts without spaces between words.
const BEGINNINGS: [(&str, Work); 12] = [
    ("修复", Work::Fix),
    ("修正", Work::Fix),
    ("修復", Work::Fix),
    ("添加", Work::Feature),
    ("新增", Work::Feature),
    ("追加", Work::Feature),
    ("重构", Work::Refactor),
    ("删除", Work::Refactor),
    ("文档", Work::Docs),
    ("文書", Work::Docs),
    ("测试", Work::Tests),
    ("テスト", Work::Tests),
];

/// The kind of a verb in lower case; none when it tells none.
pub(super) fn kind(word: &str) -> Option<Work> {
    in_english(word)
        .or_else(|| in_others(word))
        .or_else(|| BEGINNINGS.iter().find(|(beginning, _)| word.starts_with(beginning)).map(|(_, work)| *work))
}

fn in_english(word: &str) -> Option<Work> {
    Some(match word {
        "fix" | "fixes" | "fixed" | "fixing" | "repair" | "repairs" | "correct" | "corrects" | "corrected"
        | "resolve" | "resolves" | "resolved" | "prevent" | "prevents" | "avoid" | "avoids" | "handle" | "handles" => {
            Work::Fix
        }
        "add" | "adds" | "added" | "adding" | "implement" | "implements" | "implemented" | "introduce"
        | "introduces" | "support" | "supports" | "allow" | "allows" | "enable" | "enables" | "new" => Work::Feature,
        "optimize" | "optimise" | "optimizes" | "speed" | "speedup" => Work::Performance,
        "refactor" | "refactors" | "refactored" | "rename" | "renames" | "renamed" | "simplify" | "simplifies"
        | "extract" | "move" | "moves" | "moved" | "remove" | "removes" | "removed" | "delete" | "drop" | "drops"
        | "dropped" | "reorganize" | "cleanup" | "deduplicate" | "inline" => Work::Refactor,
        "document" | "documents" | "documented" => Work::Docs,
        _ => return None,
    })
}

fn in_others(word: &str) -> Option<Work> {
    Some(match word {
        "corrige"
        | "corriger"
        | "corrigir"
        | "arregla"
        | "arreglar"
        | "behebe"
        | "behebt"
        | "korrigiere"
        | "korrigiert"
        | "исправить"
        | "исправлена"
        | "исправлено"
        | "исправления"
        | "naprawia"
        | "perbaiki" => Work::Fix,
        "ajoute" | "ajouter" | "añade" | "añadir" | "agrega" | "agregar" | "adiciona" | "добавить" | "добавлена"
        | "добавлено" | "dodaje" | "tambahkan" => Work::Feature,
        "документация" | "dokumentiert" | "documenta" => Work::Docs,
        _ => return None,
    })
}
